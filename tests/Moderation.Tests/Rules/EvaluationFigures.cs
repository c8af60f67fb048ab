using System.Diagnostics;
using Steward.Moderation.Rules;
using Steward.Moderation.Rules.Kinds;
using Steward.Moderation.Screening;
using Xunit.Abstractions;

namespace Steward.Moderation.Tests.Rules;

/// <summary>Prints how many rules are evaluated in a second on one core; judges nothing by the clock.</summary>
public sealed class EvaluationFigures(ITestOutputHelper output)
{
    [Fact]
    public void Rules_in_a_second_are_printed()
    {
        var words = Enumerable.Range(0, 200).Select(i => (Rule)Sets.Words($"k-{i}", "advert", [.. Enumerable.Range(0, 100).Select(term => $"违禁{(char)(0x4E00 + i)}{(char)(0x5E00 + term)}")]));
        Rule[] others =
        [
            .. Enumerable.Range(0, 10).Select(i => new RegexRule { RuleId = $"re-{i}", OffenceClass = "advert", Pattern = $"日结{i}\\d+元" }),
            .. Enumerable.Range(0, 10).Select(i => new LinkRule { RuleId = $"l-{i}", OffenceClass = "diversion", BlockedDomains = [$"evil{i}.com"] }),
            new ContactRule { RuleId = "c", OffenceClass = "diversion", Phone = true, Wechat = true, Qq = true, Email = true },
            new CardRule { RuleId = "card", OffenceClass = "diversion", MessageKinds = ["weapp"], Titles = ["拼团"] },
            new MentionRule { RuleId = "m", OffenceClass = "flood", Most = 3 }, new EmojiRule { RuleId = "e", OffenceClass = "flood", Most = 5 },
            new RateRule { RuleId = "r", OffenceClass = "flood", Messages = 5, Seconds = 10 }, new CopyRule { RuleId = "n", OffenceClass = "flood", Minutes = 10 },
            new CompetitorRule { RuleId = "comp", OffenceClass = "competitor", Names = ["对手牌"] },
        ];
        Print("words only, 200 rules with 20,000 words", CompiledRules.Compile(EffectiveRules.Of(new RuleLayer(RuleLevel.Brand, 1, new RuleSet { Rules = [.. words] }))));
        Print("all kinds", CompiledRules.Compile(EffectiveRules.Of(new RuleLayer(RuleLevel.Brand, 1, new RuleSet { Rules = [.. words, .. others] }))));
    }

    private void Print(string what, CompiledRules rules)
    {
        var random = new Random(8);
        var messages = Enumerable.Range(0, 20_000).Select(i => Sets.Says(i % 50 == 0 ? $"快来违禁{(char)0x4E05}{(char)0x5E07} 有惊喜" : new string([.. Enumerable.Range(0, random.Next(5, 60)).Select(_ => (char)random.Next(0x4E00, 0x9FA5))]))).ToArray();
        var (scratch, offences) = (new Scratch(), 0);
        foreach (var message in messages) { Screen.Of(message, rules, scratch); }

        var clock = Stopwatch.StartNew();
        foreach (var message in messages)
        {
            if (Screen.Of(message, rules, scratch).Offence is not null) { offences++; }
        }

        var seconds = clock.Elapsed.TotalSeconds;
        output.WriteLine($"{what}: {messages.Length / seconds:N0} messages/s, {messages.Length / seconds * rules.Effective.Rules.Count / 1e6:N1} million rules/s, one core, explained; {offences} offences");

        // A few of the others sound like one of 20,000 words by chance.
        Assert.InRange(offences, messages.Length / 50, messages.Length / 48);
    }
}
