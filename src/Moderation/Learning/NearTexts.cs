using Steward.Moderation.Rules.Kinds;
using Steward.Moderation.Screening.Traffic;

namespace Steward.Moderation.Learning;

/// <summary>Finds samples whose texts are nearly the same: fingerprints within as many bits as for copies in the traffic.</summary>
internal static class NearTexts
{
    // Fingerprints within three bits agree in one of four quarters at least.
    private const int Quarters = 4;
    private const int QuarterBits = 16;

    /// <summary>Of a flood of copies each is compared with so many of those before it, which is enough to join them all.</summary>
    private const int MostCompared = 256;

    /// <summary>Pairs by their places in the list, each once; texts too short for a fingerprint are near none.</summary>
    public static IEnumerable<(int One, int Other)> Pairs(IReadOnlyList<LearntSample> samples)
    {
        for (var quarter = 0; quarter < Quarters; quarter++)
        {
            var seen = new Dictionary<ushort, List<int>>();
            for (var i = 0; i < samples.Count; i++)
            {
                if (samples[i].Fingerprint is not { } mine) { continue; }

                var key = Quarter(mine, quarter);
                if (!seen.TryGetValue(key, out var others)) { seen.Add(key, others = []); }

                for (var k = Math.Max(0, others.Count - MostCompared); k < others.Count; k++)
                {
                    var other = others[k];
                    var theirs = samples[other].Fingerprint!.Value;
                    if (SimHash.Distance((ulong)mine, (ulong)theirs) <= CopyRule.MostDistance && FirstEqual(mine, theirs) == quarter) { yield return (other, i); }
                }

                others.Add(i);
            }
        }
    }

    /// <summary>A number for each sample, the same for all that are near each other, also by way of others: 0 and up.</summary>
    public static int[] Kin(IReadOnlyList<LearntSample> samples)
    {
        int[] head = [.. Enumerable.Range(0, samples.Count)];
        foreach (var (one, other) in Pairs(samples)) { head[Root(head, other)] = Root(head, one); }

        var numbers = new Dictionary<int, int>();
        return [.. Enumerable.Range(0, samples.Count).Select(i => Root(head, i)).Select(root => numbers.TryGetValue(root, out var known) ? known : numbers[root] = numbers.Count)];
    }

    private static int Root(int[] head, int at)
    {
        while (head[at] != at) { at = head[at] = head[head[at]]; }

        return at;
    }

    private static ushort Quarter(long fingerprint, int quarter) => (ushort)(fingerprint >> (quarter * QuarterBits));

    private static int FirstEqual(long one, long other)
    {
        var quarter = 0;
        while (Quarter(one, quarter) != Quarter(other, quarter)) { quarter++; }

        return quarter;
    }
}
