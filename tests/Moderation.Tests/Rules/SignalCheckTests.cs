using System.Diagnostics;
using Steward.Contracts.Events.Moderation;
using Steward.Moderation.Classification;
using Steward.Moderation.Rules;
using Steward.Moderation.Rules.Kinds;
using Xunit.Abstractions;

namespace Steward.Moderation.Tests.Rules;

public sealed class SignalCheckTests(ITestOutputHelper output)
{
    private const string Unhappy = "快递一个星期了还没到，客服也不理人，太失望了";

    [Theory]
    [InlineData(Unhappy, SignalName.Complaint)]
    [InlineData("我想买两盒奶粉，发个链接", SignalName.Intent)]
    [InlineData("今天去公园散步，天气真好", "")]
    [InlineData("差评", "")]
    public void The_model_tells_complaints_and_who_wants_to_buy_without_any_rule(string text, string expected)
    {
        var signals = Of(CompiledRules.None, text) ?? [];
        Assert.Equal(expected, string.Join(' ', signals.Select(signal => signal.Name)));
        Assert.All(signals, signal => Assert.Equal(ShippedModel.Model.Version, signal.Model));
        Assert.All(signals, signal => Assert.InRange(signal.Probability!.Value, 0.5, 1));
    }

    [Fact]
    public void Rumours_and_competitors_are_what_rules_of_that_class_find_once_each_also_in_an_offence()
    {
        var rules = Sets.Compiled(
            new CompetitorRule { RuleId = "c", OffenceClass = OffenceClass.Competitor, Severity = Severity.Hint, Names = ["对手牌"] },
            Sets.Words("r", OffenceClass.Rumour, "内部消息", "马上倒闭"));
        Assert.Equal([SignalName.Rumour, SignalName.Competitor], Of(rules, "内部消息，他们马上倒闭，去对手牌")!.Select(signal => signal.Name));
        Assert.Null(Of(rules, "内部消"));
    }

    [Fact]
    public void Staff_cards_and_short_texts_say_nothing_to_the_model()
    {
        Assert.Null(CompiledRules.None.Signals(ModerationBench.Says(Guid.NewGuid(), Unhappy, staff: true), new Scratch()));
        Assert.Null(Of(CompiledRules.None, Unhappy, "link"));
    }

    [Fact]
    public void A_rule_of_the_brand_says_from_which_length_on()
    {
        Assert.NotNull(Of(CompiledRules.None, Unhappy));
        Assert.Null(Of(Asking(new ModelRule { RuleId = "m", OffenceClass = OffenceClass.Flood, Label = Label.Complaint, Severity = Severity.Hint, Letters = Unhappy.Length + 1 }), Unhappy));
    }

    [Fact]
    public void A_message_that_says_nothing_allocates_nothing_and_what_it_costs_is_printed()
    {
        const int Rounds = 20_000;
        var (message, scratch) = (Sets.Message("明天早上一起去公园跑步吧，记得带水，不要迟到"), new Scratch());
        string[] texts = [.. Enumerable.Range(0, 2).Select(_ => new string(message.Text))];
        var messages = texts.Select(text => message with { Text = text }).ToArray();
        for (var i = 0; i < Rounds; i++) { Assert.Null(CompiledRules.None.Signals(messages[i % 2], scratch)); }

        var (clock, before) = (Stopwatch.StartNew(), GC.GetAllocatedBytesForCurrentThread());
        for (var i = 0; i < Rounds; i++) { CompiledRules.None.Signals(messages[i % 2], scratch); }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var unscored = clock.Elapsed;
        clock.Restart();
        for (var i = 0; i < Rounds; i++) { CompiledRules.None.Signals(messages[0], scratch); }

        output.WriteLine($"a message of {message.Text.Length} characters: {unscored.TotalNanoseconds / Rounds:N0} ns, where a model rule has scored it {clock.Elapsed.TotalNanoseconds / Rounds:N0} ns");
        Assert.InRange(allocated, 0, Rounds);
    }

    private static CompiledRules Asking(ModelRule rule) => Sets.Compiled(rule);

    private static IReadOnlyList<MessageSignal>? Of(CompiledRules rules, string text, string kind = "text")
    {
        var scratch = new Scratch();
        rules.Find(Sets.Says(text, kind), scratch);
        return rules.Signals(Sets.Message(text, kind), scratch);
    }
}
