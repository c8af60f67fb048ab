using System.Text.RegularExpressions;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Corps;

/// <summary>
/// A service provider's own ids of the corp's customers and groups. Each letter is moved by an amount that follows from the provider and the
/// letter's place: reversible, and different for every provider.
/// </summary>
internal sealed partial class IdSpace(string provider)
{
    private const int IdLength = 32;

    private readonly int[] _shifts = Shifts(provider);

    /// <summary>Every id in a text, from the corp's to the provider's.</summary>
    public string Outward(string text) => Ids().Replace(text, id => Move(id.Value, 1));

    /// <summary>Every id in a text, from the provider's to the corp's.</summary>
    public string Inward(string text) => Ids().Replace(text, id => Move(id.Value, -1));

    private static int[] Shifts(string provider)
    {
        var dice = Dice.For(0, "provider:" + provider);
        return [.. Enumerable.Range(0, IdLength).Select(_ => 1 + dice.Below(Dice.Letters.Length - 1))];
    }

    private string Move(string id, int direction) => string.Create(id.Length, (id, direction, _shifts), static (moved, s) =>
    {
        s.id.AsSpan(0, 2).CopyTo(moved);
        for (var i = 2; i < moved.Length; i++)
        {
            var at = Dice.Letters.IndexOf(s.id[i], StringComparison.Ordinal) + (s.direction * s._shifts[i]);
            moved[i] = Dice.Letters[(at + Dice.Letters.Length) % Dice.Letters.Length];
        }
    });

    [GeneratedRegex("(?<=\")w[mr][A-Za-z0-9]{30}(?=\")")]
    private static partial Regex Ids();
}
