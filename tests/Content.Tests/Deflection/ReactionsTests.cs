using Steward.Content.Deflection;
using Steward.Contracts.Events.Moderation;

namespace Steward.Content.Tests.Deflection;

public sealed class ReactionsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);
    private static readonly Guid Group = Guid.NewGuid();
    private static readonly Guid Xiaomei = Guid.NewGuid();
    private static readonly Guid Entry = Guid.NewGuid();
    private static readonly AnsweredQuestion Question = new() { MessageId = Guid.NewGuid(), GroupId = Group, MemberId = Xiaomei, AskedAt = Noon, EntryId = Entry, Text = "几点开门?" };

    [Theory]
    [InlineData("九点到八点", 14, ReactionKind.Human)]
    [InlineData("九点到八点", 16, null)]
    [InlineData("这是一条引用/回复消息：\n“小美：\n几点开门?”\n------\n节日改十点", 300, ReactionKind.Human)]
    [InlineData("早先的话", -1, null)]
    public void Words_of_staff_count_shortly_after_or_with_a_quote(string text, int minute, string? kind) => Assert.Equal(kind, Of(Said(text, minute) with { FromStaff = true }));

    [Fact]
    public void Words_of_staff_count_whenever_they_answer_the_question_where_the_channel_says_so()
    {
        Assert.Equal(ReactionKind.Human, Of(Said("节日改十点", 300) with { FromStaff = true, ReplyTo = Question.MessageId }));
        Assert.Null(Of(Said("节日改十点", 300) with { FromStaff = true, ReplyTo = Guid.NewGuid() }));
    }

    [Fact]
    public void Asking_again_what_the_same_entry_answers_counts_and_by_others_or_of_other_things_does_not()
    {
        var again = Said("到底几点开门?", 40) with { Label = ScreeningLabel.Question };
        Assert.Equal(ReactionKind.Repeated, Of(again));
        Assert.Null(Of(again with { SenderId = Guid.NewGuid() }));
        Assert.Null(Reactions.Of([Question], [again], _ => Guid.NewGuid()).SingleOrDefault());
        Assert.Null(Of(again with { GroupId = Guid.NewGuid() }));
    }

    [Theory]
    [InlineData("没用,转人工")]
    [InlineData("答非所问")]
    [InlineData("that is a Wrong answer")]
    public void Unhappy_words_count_for_a_day(string text)
    {
        Assert.Equal(ReactionKind.Negative, Of(Said(text, 1440)));
        Assert.Null(Of(Said(text, 1441)));
        Assert.Null(Of(Said(text, 5) with { SenderId = Guid.NewGuid() }));
    }

    [Fact]
    public void A_complaint_and_an_offence_of_the_member_count()
    {
        Assert.Equal(ReactionKind.Negative, Of(Said("等了三天", 5) with { Signals = [new MessageSignal { Name = SignalName.Complaint }] }));
        Assert.Equal(ReactionKind.Negative, Of(Said("骂人的话", 5) with { Label = ScreeningLabel.Offence }));
        Assert.Null(Of(Said("谢谢", 5)));
    }

    [Fact]
    public void The_first_that_speaks_against_it_is_kept()
    {
        var reaction = Assert.Single(Reactions.Of([Question], [Said("没用", 9), Said("九点", 3) with { FromStaff = true }], _ => null));
        Assert.Equal((ReactionKind.Human, Noon.AddMinutes(3)), (reaction.Kind, reaction.At));
    }

    [Fact]
    public void What_can_speak_against_nothing_is_not_looked_at() =>
        Assert.Equal([false, true, true, false], [Reactions.May(Said("早", 1)), Reactions.May(Said("没用", 1)), Reactions.May(Said("早", 1) with { FromStaff = true }), Reactions.May(Said("", 1) with { FromStaff = true, Kind = "image" })]);

    private static string? Of(ScreenedMessage message) => Reactions.Of([Question], [message], _ => Entry).SingleOrDefault()?.Kind;

    private static ScreenedMessage Said(string text, int minute) => new()
    {
        MessageId = Guid.NewGuid(), GroupId = Group, SenderId = Xiaomei, FromStaff = false, Kind = "text", Text = text, SentAt = Noon.AddMinutes(minute), Label = ScreeningLabel.Chatter,
    };
}
