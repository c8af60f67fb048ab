using Steward.Content.Knowledge.Matching;

namespace Steward.Content.Knowledge.Gaps;

/// <summary>A question that went to people.</summary>
internal sealed record HandedOnText(Guid GroupId, string Text, DateTimeOffset AskedAt);

/// <summary>Questions that are alike.</summary>
/// <param name="Entry">The entry that was made from such questions; null: none was.</param>
/// <param name="Wordings">How it was put, the most frequent first.</param>
/// <param name="Questions">All of them.</param>
internal sealed record GapCluster(Guid? Entry, IReadOnlyList<string> Wordings, IReadOnlyList<HandedOnText> Questions)
{
    public int Groups => Questions.DistinctBy(question => question.GroupId).Count();

    public DateTimeOffset First => Questions.Min(question => question.AskedAt);

    public DateTimeOffset Last => Questions.Max(question => question.AskedAt);
}

/// <summary>
/// Puts questions that are alike together. The most frequent wordings come first, and each joins the nearest one that leads already, or leads itself: nothing is alike only by way of a third, and the order in which questions came does not matter.
/// The same texts are compared once, and only with those that share most words that say something. Pure.
/// </summary>
internal static class GapClusters
{
    /// <param name="questions">What went to people.</param>
    /// <param name="drafted">Entries that were made from such questions, with their phrases: what is like one of these is theirs.</param>
    /// <returns>The largest first, of equals the one that was asked last; those of entries too, if there are questions like them.</returns>
    public static IReadOnlyList<GapCluster> Of(IEnumerable<HandedOnText> questions, IEnumerable<(Guid Entry, IEnumerable<string> Phrases)> drafted)
    {
        var leaders = new Leaders();
        foreach (var (entry, phrases) in drafted)
        {
            var seed = new Group(entry);
            foreach (var phrase in phrases) { leaders.Add(Wording.Of(phrase), seed); }
        }

        // What has no letter says nothing of its subject.
        var wordings = questions.Select(question => (Question: question, Bare: TextFold.Fold(question.Text))).Where(one => one.Bare.Length > 0).GroupBy(one => one.Bare, StringComparer.Ordinal)
            .OrderByDescending(one => one.Count()).ThenBy(one => one.Key, StringComparer.Ordinal);
        foreach (var same in wordings)
        {
            var wording = Wording.Of(same.First().Question.Text);
            var group = leaders.Nearest(wording);
            if (group is null) { leaders.Add(wording, group = new Group(null)); }

            group.Texts.Add(same.Select(one => one.Question.Text).Order(StringComparer.Ordinal).First());
            group.Questions.AddRange(same.Select(one => one.Question));
        }

        return [.. leaders.Groups.Where(group => group.Questions.Count > 0).Select(group => new GapCluster(group.Entry, group.Texts, group.Questions)).OrderByDescending(cluster => cluster.Questions.Count).ThenByDescending(cluster => cluster.Last)];
    }

    /// <summary>The nearest of some texts to another; -1: none is like it.</summary>
    public static int NearestOf(IReadOnlyList<Wording> texts, Wording to)
    {
        var (best, likeness) = (-1, Likeness.Least);
        for (var at = 0; at < texts.Count; at++)
        {
            if (Likeness.Of(texts[at], to) is var found && (found > likeness || (best < 0 && found >= likeness))) { (best, likeness) = (at, found); }
        }

        return best;
    }

    private sealed class Group(Guid? entry)
    {
        public Guid? Entry => entry;

        public List<string> Texts { get; } = [];

        public List<HandedOnText> Questions { get; } = [];
    }

    /// <summary>Wordings that others join, found by their words.</summary>
    private sealed class Leaders
    {
        private const int MostCompared = 100;
        private readonly List<(Wording Wording, Group Group)> _all = [];
        private readonly Dictionary<ulong, List<int>> _byKey = [];

        public IEnumerable<Group> Groups => _all.Select(one => one.Group).Distinct();

        public void Add(Wording wording, Group group)
        {
            foreach (var key in Keys(wording))
            {
                if (!_byKey.TryGetValue(key, out var posted)) { _byKey[key] = posted = []; }

                posted.Add(_all.Count);
            }

            _all.Add((wording, group));
        }

        public Group? Nearest(Wording wording)
        {
            var shared = new int[_all.Count];
            foreach (var at in Keys(wording).SelectMany(key => _byKey.GetValueOrDefault(key, []))) { shared[at]++; }

            // Those that share most, so that a word that everybody says does not make everybody a neighbour.
            var near = Enumerable.Range(0, shared.Length).Where(at => shared[at] > 0).OrderByDescending(at => shared[at]).ThenBy(at => at).Take(MostCompared).Select(at => _all[at]).ToList();
            var best = NearestOf(near.ConvertAll(one => one.Wording), wording);
            return best < 0 ? null : near[best].Group;
        }

        // Two that are the same have no word in common when they are nothing but question words.
        private static IEnumerable<ulong> Keys(Wording wording) => Likeness.Keys(wording).Append(TextHash.Of(wording.Bare));
    }
}
