using System.Globalization;

namespace Steward.Moderation.Normalisation;

/// <summary>What a folded character is to somebody who hides a term.</summary>
internal enum Kind : byte
{
    /// <summary>A letter or digit of another script, a digit.</summary>
    Other,

    /// <summary>A Chinese character, or a part of one.</summary>
    Ideograph,

    /// <summary>a to z.</summary>
    Letter,

    /// <summary>Can stand between characters and mean nothing.</summary>
    Skippable,

    /// <summary>Ends a sentence or line.</summary>
    End,

    /// <summary>Half of a character beyond the basic plane.</summary>
    Surrogate,
}

/// <summary>The kind of every folded character.</summary>
internal static class Kinds
{
    private static readonly Kind[] All = [.. Enumerable.Range(0, char.MaxValue + 1).Select(c => Of((char)c))];

    public static ReadOnlySpan<Kind> Table => All;

    private static Kind Of(char c) => c switch
    {
        '\n' or '。' or '!' or '?' => Kind.End,
        >= 'a' and <= 'z' => Kind.Letter,
        >= '\uE000' and <= '\uF8FF' => Kind.Skippable, // these places are where sounds are
        '\u3007' or (>= '\u2E80' and <= '\u2FDF') or (>= '\u3400' and <= '\u9FFF') => Kind.Ideograph,
        'イ' or 'ロ' or 'エ' or 'カ' or 'ニ' or 'ト' or 'ハ' or 'タ' or 'ヒ' or 'ヌ' => Kind.Ideograph, // as they look like parts
        _ when char.IsSurrogate(c) => Kind.Surrogate,
        _ when char.IsLetterOrDigit(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => Kind.Other,
        _ => Kind.Skippable,
    };
}
