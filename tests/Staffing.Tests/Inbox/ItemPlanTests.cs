using Steward.Contracts.Events.Content;
using Steward.Kernel;
using Steward.Staffing.Inbox;

namespace Steward.Staffing.Tests.Inbox;

public sealed class ItemPlanTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);
    private readonly Guid _group = Guid.NewGuid();
    private readonly Guid _member = Guid.NewGuid();

    [Fact]
    public void Follow_ups_of_one_member_are_one_matter_and_bring_the_surer_suggestion()
    {
        var plan = Plan([Ask(0, 0.2), Ask(20, 0.5), Ask(49, 0.1)], []);

        var item = Assert.Single(plan.Opened);
        Assert.Equal((3, 0.5, Noon, Noon.AddMinutes(49)), (item.Questions, item.SuggestionScore, item.OpenedAt, item.LastAskedAt));
        Assert.All(plan.ItemOf, asked => Assert.Equal(item.WorkItemId, asked.WorkItemId));
    }

    [Fact]
    public void Half_an_hour_of_silence_another_member_or_another_group_is_another_matter() =>
        Assert.Equal(4, Plan([Ask(0), Ask(31), Ask(31, member: Guid.NewGuid()), Ask(31, group: Guid.NewGuid())], []).Opened.Count);

    [Fact]
    public void A_question_joins_the_item_that_is_there()
    {
        var there = Plan([Ask(0)], []).Opened[0] with { State = ItemState.Claimed, OperatorId = "li" };
        var plan = Plan([Ask(10), Ask(12)], [there]);

        Assert.Empty(plan.Opened);
        Assert.Equal(there with { Questions = 3, LastAskedAt = Noon.AddMinutes(12) }, Assert.Single(plan.Joined));
    }

    [Fact]
    public void An_item_that_nothing_joined_is_left_alone() => Assert.Empty(Plan([Ask(90)], [Plan([Ask(0)], []).Opened[0]]).Joined);

    [Fact]
    public void The_item_follows_from_the_question()
    {
        var question = Ask(0);

        Assert.Equal(Plan([question], []).Opened[0].WorkItemId, Plan([question], []).Opened[0].WorkItemId);
        Assert.Equal("li", Plan([question], []).Opened[0].OperatorId);
    }

    private static ItemPlan Plan(IReadOnlyList<HandedOnQuestion> questions, IReadOnlyList<WorkItem> unresolved) =>
        ItemPlan.Of(new BrandId(Guid.Parse("00000000-0000-4000-8000-000000000001")), new AccountId(Guid.NewGuid()), questions, unresolved, _ => "li", TimeSpan.FromMinutes(30));

    private HandedOnQuestion Ask(int minute, double score = 0, Guid? member = null, Guid? group = null) => new()
    {
        MessageId = Guid.NewGuid(), GroupId = group ?? _group, MemberId = member ?? _member, Text = "杯子碎了怎么办?", AskedAt = Noon.AddMinutes(minute), SuggestedAnswer = "", SuggestionScore = score,
    };
}
