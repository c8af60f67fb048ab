using Steward.Content.Knowledge;
using Steward.Content.Knowledge.Matching;
using Steward.Testing;
using Xunit.Abstractions;

namespace Steward.Content.Tests.Knowledge;

/// <summary>The default threshold on the demo world: its knowledge bases, the phrasings its members use, and the questions that need a person.</summary>
public sealed class DemoKnowledgeTests(ITestOutputHelper output)
{
    /// <summary>How the members of the demo world begin a question, as the simulator's DayPlanner has it.</summary>
    private static readonly string[] Openings = ["", "", "", "请问", "你好，"];

    private static readonly Confidence Sure = new(new KnowledgeOptions().Threshold, new KnowledgeOptions().Margin, new KnowledgeOptions().Suggestion);

    [Theory]
    [InlineData("baolexing")]
    [InlineData("huayangji")]
    public void Routine_questions_are_answered_rightly_and_the_others_not_at_all(string brand)
    {
        var entries = Entries(brand);
        var index = Matcher.Compile([.. entries, .. Entries("agency")], [], null);
        var routine = Texts("kb-questions.tsv", brand).SelectMany(fields => fields[2].Split('|').SelectMany(text => Openings.Select(opening => (Entry: entries[int.Parse(fields[1]) - 1], text: opening + text)))).ToArray();
        var others = Texts("human-questions.tsv", brand)
            .Select(fields => fields[1].Replace("{num}", "1024", StringComparison.Ordinal).Replace("{store}", "五角场店", StringComparison.Ordinal).Replace("{money}", "58", StringComparison.Ordinal)).ToArray();

        var answered = routine.Select(asked => (asked.Entry, Matches: index.Rank(asked.text, 2))).Where(asked => Sure.Allows(asked.Matches)).ToArray();
        output.WriteLine($"{brand}: {answered.Length} of {routine.Length} answered; highest score of the others {others.Max(text => index.Rank(text, 1) is [var best] ? best.Score : 0):0.00}");

        foreach (var asked in routine.Select(asked => (asked.text, Matches: index.Rank(asked.text, 2))).OrderBy(asked => asked.Matches[0].Score).Take(3)) { output.WriteLine($"least sure: {asked.Matches[0].Score:0.000} {asked.text}"); }

        Assert.All(answered, asked => Assert.Equal(asked.Entry, asked.Matches[0].Entry));
        Assert.Equal(routine.Length, answered.Length);
        Assert.All(others, text => Assert.False(Sure.Allows(index.Rank(text, 2)), text));
    }

    private static KnowledgeEntry[] Entries(string whose) =>
    [
        .. Lines("src/Cli/Demo", $"kb-{whose}.csv").Skip(1).Select(line => line.Split(','))
            .Select(fields => new KnowledgeEntry { EntryId = Guid.Parse(fields[0]), Question = fields[1], Paraphrases = fields[2].Split('|'), Answer = fields[3] }),
    ];

    private static IEnumerable<string[]> Texts(string file, string brand) => Lines("src/WeCom.Simulator/World/Texts", file).Select(line => line.Split('\t')).Where(fields => fields[0] == brand);

    private static string[] Lines(string folder, string file) => File.ReadAllLines(Path.Combine(Checkout.Root, folder, file));
}
