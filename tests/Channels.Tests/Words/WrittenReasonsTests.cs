using System.Text.RegularExpressions;
using Steward.Contracts.Words;
using Steward.Testing;

namespace Steward.Channels.Tests.Words;

/// <summary>
/// Whatever the ledger writes down for people is a sentence that has a code, and so words in every language. Every sentence in the sources is looked at, so that a new one without
/// a code is noticed before anybody reads English.
/// </summary>
public sealed partial class WrittenReasonsTests
{
    private static readonly string[] Folders = ["Commands", "Adapters", "Tasks", "Quotas", "WeCom", "Telegram", "Pictures"];
    private static readonly string[] Fillings = ["x", "7", "7 x", "2026-03-31 00:00:00 (+08:00)"];

    /// <summary>Sentences that nobody reads, or that are the channel's own.</summary>
    private static readonly string[] Others =
    [
        "message to delete not found", "available for supergroup and channel chats only", "{}: it is {} now",
        "another replica polls", "corp {}", "address {}", "{} until {}", "yyyy-MM-dd HH:mm:ss",
    ];

    [Fact]
    public void Every_sentence_that_the_ledger_writes_for_people_has_a_code()
    {
        var files = Folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Checkout.Root, "src", "Channels", folder), "*.cs", SearchOption.AllDirectories)).ToArray();
        var written = files.SelectMany(file => Sentences.Of(File.ReadAllText(file)), (file, sentence) => (File: Path.GetFileName(file), sentence)).Where(one => !IsNoReason(one.sentence)).ToArray();

        // What is not looked at proves nothing.
        Assert.True(written.Length > 80, $"Only {written.Length} sentences were found.");
        Assert.Contains(written, one => one.sentence.Text == "{} refuses: {} {}");
        var without = written.Where(one => !HasCode(one.sentence.Text)).Select(one => $"{one.File}: {one.sentence.Text}").ToArray();
        Assert.True(without.Length == 0, string.Join('\n', without));
    }

    [Theory]
    [InlineData("""transaction.Add("nobody knows why");""", "nobody knows why")]
    [InlineData("""x(a ? $"cancelled by {by}: {words}" : "no one");""", "cancelled by {}: {}|no one")]
    [InlineData(""""var sql = """select a from b"""; Say($"from {(a > 0 ? "a word" : "b")} and {c:0.##} on");"""", "a word|from {} and {} on")]
    public void Sentences_are_found_where_they_are_written(string source, string found) => Assert.Equal(found.Split('|'), Sentences.Of(source).Select(one => one.Text));

    [Theory]
    [InlineData("the moon is full")]
    [InlineData("{} thinks that it is late")]
    [InlineData("WeCom is {} away")]
    public void A_sentence_without_a_code_is_noticed(string sentence) => Assert.False(HasCode(sentence));

    /// <summary>For logs, for meters, for callers of an rpc (a problem has a code of its own), or for the database.</summary>
    private static bool IsNoReason(Sentence sentence) => Others.Contains(sentence.Text) || Elsewhere().IsMatch(sentence.Before) || Query().IsMatch(sentence.Text);

    /// <summary>Whether it has one, whatever its holes are filled with; what merely begins with a hole is not taken for a channel's own words.</summary>
    private static bool HasCode(string sentence)
    {
        var parts = sentence.Split("{}");
        return Combinations(parts.Length - 1).Select(filling => string.Concat(parts.Zip(filling.Append(""), (part, hole) => part + hole)))
            .Any(filled => Reasons.Of(filled) is { } reason && (reason.Code != ReasonCodes.ChannelSays || sentence == "{} {}"));
    }

    private static IEnumerable<IEnumerable<string>> Combinations(int holes) =>
        holes == 0 ? [[]] : Combinations(holes - 1).SelectMany(_ => Fillings, (before, filling) => before.Append(filling));

    [GeneratedRegex(@"LoggerMessage\(|description:|Problem|InvalidField\(|Field\(|throw |new Meter\(|Exception\(|ValidationResult\(")]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"^(select|insert|update|delete|with|from)\b|_id\b| = @")]
    private static partial Regex Query();
}
