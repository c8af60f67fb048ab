using System.Text;

namespace Steward.WeCom.Simulator.World;

/// <summary>SplitMix64: the same numbers on every platform and runtime, which <see cref="Random"/> does not promise.</summary>
internal sealed class Dice(ulong state)
{
    public const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private ulong _state = state;

    /// <summary>A stream of its own for every label, so that adding one never shifts another.</summary>
    public static Dice For(ulong seed, string label)
    {
        var hash = 14695981039346656037UL ^ seed;
        foreach (var b in Encoding.UTF8.GetBytes(label))
        {
            hash = (hash ^ b) * 1099511628211UL;
        }

        return new Dice(hash);
    }

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    public int Below(int limit) => (int)(Next() % (ulong)limit);

    /// <summary>A number in [0, 1).</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    public string Text(int length) => Text(length, Letters);

    public string Text(int length, string alphabet) => string.Create(length, (this, alphabet), static (span, s) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = s.alphabet[s.Item1.Below(s.alphabet.Length)];
        }
    });

    public void Shuffle<T>(IList<T> items)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
