using Steward.Content.Knowledge;
using Steward.Content.Knowledge.Settings;
using Steward.Contracts.Events.Moderation;
using Steward.Kernel;

namespace Steward.Content.Tests.Knowledge;

public sealed class AnswerPlanTests
{
    private static readonly BrandId Brand = new(Guid.NewGuid());
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    private static readonly KnowledgeEntry Opening = new() { EntryId = Guid.NewGuid(), Question = "几点开门?", Paraphrases = [], Answer = "十点。" };
    private readonly Guid _group = Guid.NewGuid();

    [Fact]
    public void The_second_who_asks_the_same_is_answered_by_the_first_send()
    {
        var plan = Plan([Ask(0), Ask(9)], []);

        Assert.Single(plan.NewSends);
        Assert.All(plan.Questions, question => Assert.Equal(plan.NewSends[0].Send.CommandId, question.Send!.CommandId));
    }

    [Fact]
    public void After_the_window_the_answer_is_sent_again() => Assert.Equal(2, Plan([Ask(0), Ask(11)], []).NewSends.Count);

    [Fact]
    public void Another_group_gets_its_own_answer() => Assert.Equal(2, Plan([Ask(0), Ask(1, Guid.NewGuid())], []).NewSends.Count);

    [Fact]
    public void A_send_of_an_earlier_envelope_counts_too()
    {
        var earlier = new AnswerSend { CommandId = Guid.NewGuid(), GroupId = _group, EntryId = Opening.EntryId, AskedAt = Morning.AddMinutes(-5) };
        var plan = Plan([Ask(0)], [earlier]);

        Assert.Empty(plan.NewSends);
        Assert.Same(earlier, plan.Questions[0].Send);
    }

    [Fact]
    public void An_unsure_match_goes_to_people_with_its_suggestion()
    {
        var plan = Plan([Ask(0, score: 0.3)], []);

        Assert.Null(plan.Questions[0].Send);
        Assert.Equal(Opening, plan.Questions[0].Best!.Entry);
    }

    [Fact]
    public void The_command_follows_from_the_message()
    {
        var question = Ask(0);

        Assert.Equal(Plan([question], []).NewSends[0].Send.CommandId, Plan([question], []).NewSends[0].Send.CommandId);
    }

    [Fact]
    public void The_answer_says_whom_it_speaks_to_unless_it_fills_the_message()
    {
        Assert.Equal("问「几点开门」的朋友看这里:\n十点。", AnswerText.For(Opening, Voice.BuiltIn));
        var full = Opening with { Answer = new string('茶', 1333) };
        Assert.Equal(full.Answer, AnswerText.For(full, Voice.BuiltIn));
    }

    [Fact]
    public void A_brands_voice_stands_around_the_answer_as_far_as_it_fits_into_one_message()
    {
        var voice = new Voice("亲，您问的「{question}」：", "还有问题随时@我们哦~");
        Assert.Equal("亲，您问的「几点开门」：\n十点。\n还有问题随时@我们哦~", AnswerText.For(Opening, voice));
        Assert.Equal("亲，您问的「几点开门」：\n十点。\n还有问题随时@我们哦~", AnswerText.For(Opening with { Question = "几点开门？" }, voice));
        Assert.Equal("亲：\n十点。", AnswerText.For(Opening, new Voice("亲：", "")));
        var long1 = Opening with { Answer = new string('茶', 1315) };
        Assert.Equal($"亲，您问的「几点开门」：\n{long1.Answer}", AnswerText.For(long1, voice));
        var full = Opening with { Answer = new string('茶', 1333) };
        Assert.Equal(full.Answer, AnswerText.For(full, voice));
    }

    private static AnswerPlan Plan(IReadOnlyList<RankedQuestion> questions, IReadOnlyList<AnswerSend> recent) =>
        AnswerPlan.Of(Brand, questions, new Confidence(0.5, 0.05, 0.1), recent, new HashSet<Guid>(), TimeSpan.FromMinutes(10));

    private RankedQuestion Ask(int minute, Guid? group = null, double score = 0.9) => new(
        new ScreenedMessage
        {
            MessageId = Guid.NewGuid(), GroupId = group ?? _group, SenderId = Guid.NewGuid(), FromStaff = false, Kind = "text", Text = "几点开门", SentAt = Morning.AddMinutes(minute), Label = ScreeningLabel.Question,
        },
        [new Match(Opening, Opening.Question, score)]);
}
