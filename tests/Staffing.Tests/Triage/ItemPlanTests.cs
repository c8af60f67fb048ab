using Steward.Kernel;
using Steward.Staffing.Inbox;
using Steward.Staffing.Triage;

namespace Steward.Staffing.Tests.Triage;

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
        Assert.Equal(there with { Questions = 3, LastAskedAt = Noon.AddMinutes(12), Priority = 1, RankAt = Noon.AddMinutes(-2) }, Assert.Single(plan.Changed));
    }

    [Fact]
    public void An_item_that_nothing_joined_is_left_alone() => Assert.Empty(Plan([Ask(90)], [Plan([Ask(0)], []).Opened[0]]).Changed);

    [Fact]
    public void The_item_follows_from_the_question()
    {
        var question = Ask(0);

        Assert.Equal(Plan([question], []).Opened[0].WorkItemId, Plan([question], []).Opened[0].WorkItemId);
        Assert.Equal("li", Plan([question], []).Opened[0].OperatorId);
    }

    [Fact]
    public void A_matter_is_what_the_gravest_of_its_messages_makes_it_and_stands_in_lists_accordingly()
    {
        var plan = Plan([Ask(0), Ask(1) with { Kind = MatterKind.Complaint }, Ask(2) with { Kind = MatterKind.Intent }], []);

        var item = Assert.Single(plan.Opened);
        Assert.Equal((MatterKind.Complaint, 6, Noon.AddMinutes(-12)), (item.Kind, item.Priority, item.RankAt));
    }

    [Fact]
    public void Calling_somebody_by_name_raises_what_is_asked() => Assert.Equal(1, Plan([Ask(0) with { Text = "@小李 在吗" }], []).Opened[0].Priority);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_message_that_both_screening_and_the_knowledge_base_tell_of_is_one_question_of_one_item(bool screenedFirst)
    {
        var asked = Ask(0, 0.4);
        var noticed = asked with { Kind = MatterKind.Complaint, HandedOn = false, SuggestionScore = 0, SuggestedAnswer = "" };
        var (first, second) = screenedFirst ? (noticed, asked) : (asked, noticed);
        var opened = Plan([first], []).Opened[0];

        var plan = Plan([second], [opened], new Dictionary<Guid, Guid> { [asked.MessageId] = opened.WorkItemId });

        Assert.Empty(plan.Opened);
        Assert.Empty(plan.ItemOf);
        var item = Assert.Single(plan.Changed);
        Assert.Equal((1, MatterKind.Complaint, 5, 0.4, "请看说明"), (item.Questions, item.Kind, item.Priority, item.SuggestionScore, item.SuggestedAnswer));
    }

    [Fact]
    public void A_known_message_that_says_nothing_new_or_whose_item_is_resolved_changes_nothing()
    {
        var asked = Ask(0);
        var opened = Plan([asked], []).Opened[0];
        var known = new Dictionary<Guid, Guid> { [asked.MessageId] = opened.WorkItemId };

        Assert.Equal((0, 0), (Plan([asked], [opened], known).Changed.Count, Plan([asked], [opened], known).Opened.Count));
        Assert.Equal((0, 0), (Plan([asked with { Kind = MatterKind.Complaint }], [], known).Changed.Count, Plan([asked], [], known).Opened.Count));
    }

    private static ItemPlan Plan(IReadOnlyList<Matter> matters, IReadOnlyList<WorkItem> unresolved, IReadOnlyDictionary<Guid, Guid>? known = null) => ItemPlan.Of(
        new BrandId(Guid.Parse("00000000-0000-4000-8000-000000000001")), new AccountId(Guid.NewGuid()), matters, known ?? new Dictionary<Guid, Guid>(), unresolved, _ => "li", TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(2));

    private Matter Ask(int minute, double score = 0, Guid? member = null, Guid? group = null) => new()
    {
        MessageId = Guid.NewGuid(), GroupId = group ?? _group, MemberId = member ?? _member, Text = "杯子碎了怎么办?", AskedAt = Noon.AddMinutes(minute), Kind = MatterKind.Question, HandedOn = true,
        SuggestedAnswer = score > 0 ? "请看说明" : "", SuggestionScore = score,
    };
}
