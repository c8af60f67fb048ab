using System.Runtime.InteropServices;

namespace Steward.Moderation.Normalisation;

/// <summary>How a symbol of a <see cref="VariantView"/> was written.</summary>
internal enum Writing : byte
{
    /// <summary>As itself.</summary>
    Plain,

    /// <summary>As its parts.</summary>
    Split,

    /// <summary>As two parts that are also neighbours in ordinary words (女子).</summary>
    SplitIntoWord,

    /// <summary>As a syllable in Latin letters.</summary>
    Latin,

    /// <summary>As a sign or picture.</summary>
    Sign,

    /// <summary>In an abbreviation (vx).</summary>
    Abbreviation,
}

/// <summary>What a symbol was read from.</summary>
/// <param name="Start">Place in the folded text.</param>
/// <param name="Length">How much of it: what lies between letters that stand apart counts.</param>
/// <param name="Character">The character meant; 0 for a syllable, which may be any.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Symbol(int Start, byte Length, char Character, Writing Writing);
