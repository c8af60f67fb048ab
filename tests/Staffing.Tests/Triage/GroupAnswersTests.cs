using Steward.Kernel;
using Steward.Staffing.Inbox;
using Steward.Staffing.Triage;

namespace Steward.Staffing.Tests.Triage;

public sealed class GroupAnswersTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);
    private static readonly Guid Group = Guid.NewGuid();
    private static readonly Guid Xiaomei = Guid.NewGuid();
    private static readonly Guid Staff = Guid.NewGuid();
    private static readonly Guid Neighbour = Guid.NewGuid();

    [Fact]
    public void Words_of_staff_answer_the_only_matter_that_waits_and_keep_its_deadline_by_their_own_time()
    {
        var answer = Assert.Single(Decide([Asked("几点开门?")], Said(Staff, 3)));

        Assert.Equal((ItemState.Resolved, Resolution.Staff, Kept.Hit, Noon.AddMinutes(3)), (answer.Item.State, answer.Item.Resolution, answer.Item.Response, answer.Item.RespondedAt));
        Assert.Equal(answer.Reply.MessageId, answer.Item.EndedBy);
    }

    [Fact]
    public void Of_two_that_wait_only_the_quoted_one_is_answered()
    {
        WorkItem[] both = [Asked("几点开门?"), Asked("怎么退货?", Neighbour)];

        Assert.Empty(Decide(both, Said(Staff, 3)));
        Assert.Equal("怎么退货?", Assert.Single(Decide(both, Said(Staff, 3, "怎么退货?"))).Item.Question);
    }

    [Fact]
    public void Where_the_channel_names_the_message_only_that_is_answered_whatever_it_says()
    {
        // The tests name a question's message like its item.
        WorkItem[] both = [Asked("几点开门?"), Asked("几点开门?", Neighbour)];

        Assert.Equal(both[1].WorkItemId, Assert.Single(Decide(both, Said(Staff, 600) with { ReplyTo = both[1].WorkItemId })).Item.WorkItemId);
        Assert.Empty(Decide([both[0]], Said(Staff, 3) with { ReplyTo = Guid.NewGuid() }));
        Assert.Empty(Decide([both[0]], Said(Xiaomei, 3) with { ReplyTo = both[0].WorkItemId }));
    }

    [Theory]
    [InlineData(16)]
    [InlineData(-1)]
    public void Words_without_a_quote_that_come_late_or_came_before_answer_nothing(int minute) => Assert.Empty(Decide([Asked("几点开门?")], Said(Staff, minute)));

    [Fact]
    public void A_quote_answers_whenever_it_comes() => Assert.Single(Decide([Asked("几点开门?")], Said(Staff, 600, "几点开门?")));

    [Fact]
    public void Another_members_answer_counts_when_who_asked_is_content()
    {
        var item = Asked("几点开门?");
        var told = Said(Neighbour, 2, "几点开门?") with { Kind = ReplyKind.Member };
        var thanks = Said(Xiaomei, 3) with { Kind = ReplyKind.Thanks };

        Assert.Empty(Decide([item], told));
        Assert.Empty(Decide([item], thanks));
        var answer = Assert.Single(Decide([item], told, thanks));
        Assert.Equal((Resolution.Member, "", told.MessageId, Noon.AddMinutes(3)), (answer.Item.Resolution, answer.Item.Response, answer.Item.EndedBy, answer.Item.ResolvedAt));
        Assert.Empty(Decide([item], told, thanks with { SenderId = Neighbour }));
        Assert.Empty(Decide([item], told, thanks with { SentAt = Noon.AddMinutes(30) }));
    }

    [Fact]
    public void Whoever_asked_does_not_answer_themselves() => Assert.Empty(Decide([Asked("几点开门?")], Said(Xiaomei, 1, "几点开门?") with { Kind = ReplyKind.Member }, Said(Xiaomei, 2) with { Kind = ReplyKind.Thanks }));

    [Fact]
    public void Words_of_staff_are_a_complaints_first_answer_and_only_its_thanks_are_its_end()
    {
        var complaint = Asked("等了三天,太差了") with { Kind = MatterKind.Complaint };

        var responded = Assert.Single(Decide([complaint], Said(Staff, 4))).Item;
        Assert.Equal((ItemState.Open, Kept.Hit), (responded.State, responded.Response));
        var ended = Assert.Single(Decide([complaint], Said(Staff, 4), Said(Xiaomei, 9) with { Kind = ReplyKind.Thanks })).Item;
        Assert.Equal((Resolution.Staff, Kept.Hit, Noon.AddMinutes(4)), (ended.Resolution, ended.Response, ended.RespondedAt));
    }

    [Fact]
    public void What_was_said_before_it_was_opened_again_answers_it_no_more()
    {
        var reopened = Asked("几点开门?") with { ReopenedAt = Noon.AddMinutes(5) };

        Assert.Empty(Decide([reopened], Said(Staff, 3), Said(Staff, 4, "几点开门?")));
        Assert.Single(Decide([reopened], Said(Staff, 3), Said(Staff, 6, "几点开门?")));
    }

    [Fact]
    public void An_answer_on_its_way_goes_on() => Assert.Empty(Decide([Asked("几点开门?") with { State = ItemState.Answering }], Said(Staff, 3)));

    [Fact]
    public void What_was_answered_too_late_has_missed_whoever_answered()
    {
        Assert.Equal(Kept.Missed, Assert.Single(Decide([Asked("几点开门?")], Said(Staff, 12))).Item.Response);
        Assert.Equal(Kept.Missed, Assert.Single(Decide([Asked("几点开门?")], Said(Neighbour, 12, "几点开门?") with { Kind = ReplyKind.Member }, Said(Xiaomei, 13) with { Kind = ReplyKind.Thanks })).Item.Response);
    }

    private static IReadOnlyList<GroupAnswer> Decide(IReadOnlyList<WorkItem> items, params GroupReply[] replies) => GroupAnswers.Of(items, item => [(item.WorkItemId, item.Question)], replies, TimeSpan.FromMinutes(15));

    private static GroupReply Said(Guid by, int minute, string quoted = "") => new(Guid.NewGuid(), Group, by, ReplyKind.Staff, quoted, null, Noon.AddMinutes(minute));

    private static WorkItem Asked(string text, Guid? by = null) => new()
    {
        BrandId = new BrandId(Guid.NewGuid()), WorkItemId = Guid.NewGuid(), AccountId = new AccountId(Guid.NewGuid()), GroupId = new GroupId(Group), MemberId = new MemberId(by ?? Xiaomei), State = ItemState.Open, OperatorId = "li",
        Kind = MatterKind.Question, Question = text, Questions = 1, SuggestedAnswer = "", SuggestionScore = 0, OpenedAt = Noon, LastAskedAt = Noon, ResponseDueAt = Noon.AddMinutes(10), ResolutionDueAt = Noon.AddMinutes(120),
    };
}
