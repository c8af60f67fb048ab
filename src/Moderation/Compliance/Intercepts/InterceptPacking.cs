namespace Steward.Moderation.Compliance.Intercepts;

/// <summary>A word that employees shall not send.</summary>
/// <param name="Blocks">WeCom refuses to send it; else it only warns.</param>
/// <param name="Hits">How often it was found; 0 where nobody counts.</param>
/// <param name="Source">What asks for it: a red line's or a rule's id.</param>
/// <param name="Barred">Why WeCom cannot carry it, one of <see cref="LeftOut"/>; empty: it can.</param>
internal sealed record InterceptWord(string Text, bool Blocks, long Hits, string Source, string Barred = "");

/// <summary>A rule as WeCom takes it.</summary>
internal sealed record PackedRule(string Name, bool Blocks, IReadOnlyList<string> Words);

/// <summary>A word that is in no rule, and why.</summary>
internal sealed record LeftOut(string Word, string Source, string Why)
{
    /// <summary>There is nothing in it.</summary>
    public const string Empty = "empty";

    /// <summary>It has more characters than WeCom takes.</summary>
    public const string TooLong = "too-long";

    /// <summary>A phrase is exempt in which it stands; WeCom knows no exemptions and would stop that phrase too.</summary>
    public const string Exempt = "exempt";

    /// <summary>It is meant only in some contexts (alone, or not within some phrases), which WeCom cannot tell.</summary>
    public const string Context = "context";

    /// <summary>Another word that is packed and at least as grave stands within it.</summary>
    public const string Covered = "covered";

    /// <summary>There is no more room.</summary>
    public const string NoRoom = "no-room";
}

/// <summary>What fits, and what does not.</summary>
/// <param name="Rules">Those that block first.</param>
/// <param name="LeftOut">What found no room first: that is what somebody can do something about.</param>
internal sealed record InterceptPack(IReadOnlyList<PackedRule> Rules, IReadOnlyList<LeftOut> LeftOut);

/// <summary>Packs words into the rules that WeCom has for a whole corp. Pure; the same words come to the same rules in whatever order they are given.</summary>
internal static class InterceptPacking
{
    public const int MostRules = 100;
    public const int MostWords = 300;

    /// <summary>In UTF-16 units: WeCom does not say what it counts, and this is never too many.</summary>
    public const int LongestWord = 32;

    /// <param name="words">All that should be stopped.</param>
    /// <param name="room">How many rules are free, at most <see cref="MostRules"/>: others in the corp may have some.</param>
    public static InterceptPack Pack(IEnumerable<InterceptWord> words, int room)
    {
        var (barred, roots, covered) = Sift(words);
        room = Math.Clamp(room, 0, MostRules);

        // Who stops what other words are found by is found at least as often as they: a word whose cover finds no room would find none either.
        var rank = roots.ToDictionary(root => root.Key, root => root.Value.Hits);
        foreach (var (word, by) in covered)
        {
            foreach (var root in by) { rank[root] = Math.Max(rank[root], word.Hits); }
        }

        var ordered = roots.Values.OrderByDescending(word => word.Blocks).ThenByDescending(word => rank[word.Text]).ThenBy(word => word.Text.Length).ThenBy(word => word.Text, StringComparer.Ordinal).ToList();
        var blocking = Math.Min(ordered.Count(word => word.Blocks), room * MostWords);
        var warning = Math.Min(ordered.Count - ordered.Count(word => word.Blocks), (room - InterceptShelves.Least(blocking)) * MostWords);
        var packed = ordered.Where(word => word.Blocks).Take(blocking).Concat(ordered.Where(word => !word.Blocks).Take(warning)).ToList();
        var spare = room - InterceptShelves.Least(blocking) - InterceptShelves.Least(warning);
        var blockingRules = InterceptShelves.Airy(blocking, spare);
        var warningRules = InterceptShelves.Airy(warning, spare - (blockingRules - InterceptShelves.Least(blocking)));
        var rules = Named("合规拦截", true, InterceptShelves.Fill([.. packed.Where(word => word.Blocks).Select(word => word.Text)], blockingRules))
            .Concat(Named("合规提醒", false, InterceptShelves.Fill([.. packed.Where(word => !word.Blocks).Select(word => word.Text)], warningRules)));

        var inside = packed.Select(word => word.Text).ToHashSet(StringComparer.Ordinal);
        var left = ordered.Where(word => !inside.Contains(word.Text)).Select(word => new LeftOut(word.Text, word.Source, LeftOut.NoRoom))
            .Concat(covered.Select(one => new LeftOut(one.Word.Text, one.Word.Source, one.By.Exists(inside.Contains) ? LeftOut.Covered : LeftOut.NoRoom)).OrderBy(one => one.Why == LeftOut.Covered))
            .Concat(barred);
        return new InterceptPack([.. rules], [.. left]);
    }

    /// <summary>What WeCom cannot carry, what nothing at least as grave stands within, and the rest with what stands within it.</summary>
    private static (List<LeftOut> Barred, Dictionary<string, InterceptWord> Roots, List<(InterceptWord Word, List<string> By)> Covered) Sift(IEnumerable<InterceptWord> words)
    {
        var barred = new List<LeftOut>();
        var roots = new Dictionary<string, InterceptWord>(StringComparer.Ordinal);
        var covered = new List<(InterceptWord, List<string>)>();

        // The gravest come first, then the shortest: what stands within others is there before them.
        foreach (var word in words.OrderByDescending(word => word.Blocks).ThenBy(word => word.Text.Length).ThenBy(word => word.Text, StringComparer.Ordinal).ThenByDescending(word => word.Hits).ThenBy(word => word.Source, StringComparer.Ordinal))
        {
            var why = word.Barred.Length > 0 ? word.Barred : word.Text.Length == 0 ? LeftOut.Empty : word.Text.Length > LongestWord ? LeftOut.TooLong : "";
            if (why.Length > 0)
            {
                barred.Add(new LeftOut(word.Text, word.Source, why));
                continue;
            }

            var within = RootsWithin(word.Text, roots);
            if (within.Count > 0) { covered.Add((word, within)); }
            else { roots.Add(word.Text, word); }
        }

        return (barred, roots, covered);
    }

    // WeCom looks for words anywhere in a text, so a word within another stops that too. At most 32 characters: at most 528 looks.
    private static List<string> RootsWithin(string text, Dictionary<string, InterceptWord> roots)
    {
        var look = roots.GetAlternateLookup<ReadOnlySpan<char>>();
        var found = new List<string>();
        for (var start = 0; start < text.Length; start++)
        {
            for (var length = 1; length <= text.Length - start; length++)
            {
                if (look.TryGetValue(text.AsSpan(start, length), out var root)) { found.Add(root.Text); }
            }
        }

        return found;
    }

    private static IEnumerable<PackedRule> Named(string name, bool blocks, IEnumerable<IReadOnlyList<string>> shelves) => shelves.Select((words, number) => new PackedRule($"{name}{number + 1:D3}", blocks, words));
}
