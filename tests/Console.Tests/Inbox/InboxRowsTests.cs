using Google.Protobuf.WellKnownTypes;
using Steward.Console.Inbox;
using Steward.Contracts.Staffing.V1;

namespace Steward.Console.Tests.Inbox;

public sealed class InboxRowsTests
{
    private static readonly InboxFilter Mine = new("me", Whose.Mine, "", "", "");

    [Fact]
    public void A_new_item_takes_its_place_among_those_who_wait()
    {
        var rows = InboxRows.With([Item("a", 1), Item("c", 3)], Item("b", 2), Mine, complete: true);
        Assert.Equal(["a", "b", "c"], rows.Select(row => row.WorkItemId));
    }

    [Fact]
    public void An_item_that_the_filter_no_longer_admits_goes()
    {
        var taken = Item("a", 1);
        taken.OperatorId = "other";
        Assert.Empty(InboxRows.With([Item("a", 1)], taken, Mine, complete: true));

        var resolved = Item("a", 1);
        resolved.State = "resolved";
        Assert.Empty(InboxRows.With([Item("a", 1)], resolved, Mine, complete: true));
        Assert.Single(InboxRows.With([], resolved, Mine with { State = "resolved" }, complete: true));
    }

    [Fact]
    public void A_changed_item_keeps_its_place_even_at_the_end_of_a_list_not_loaded_to_its_end()
    {
        var changed = Item("b", 2);
        changed.Questions = 2;
        var rows = InboxRows.With([Item("a", 1), Item("b", 2)], changed, Mine, complete: false);
        Assert.Equal(2, rows[1].Questions);
    }

    [Fact]
    public void What_is_urgent_stands_where_it_would_if_it_had_waited_longer()
    {
        var urgent = Item("u", 9);
        urgent.RankAt = new Timestamp { Seconds = 30 };
        Assert.Equal(["u", "a", "b"], InboxRows.With([Item("a", 1), Item("b", 2)], urgent, Mine, complete: false).Select(row => row.WorkItemId));
    }

    [Fact]
    public void A_list_of_one_kind_shows_and_asks_for_no_other()
    {
        var complaints = Mine with { Kind = "complaint" };
        var complaint = Item("a", 1);
        complaint.Kind = "complaint";
        Assert.Equal((true, false, true), (complaints.Admits(complaint), complaints.Admits(Item("b", 2)), Mine.Admits(complaint)));
        Assert.Equal(["complaint"], complaints.Request("", 100).Kinds);
        Assert.Empty(Mine.Request("", 100).Kinds);
    }

    [Fact]
    public void A_newcomer_behind_the_loaded_part_waits_for_its_page() =>
        Assert.Equal(["a"], InboxRows.With([Item("a", 1)], Item("z", 9), Mine, complete: false).Select(row => row.WorkItemId));

    [Theory]
    [InlineData(Whose.Mine, "me", true)]
    [InlineData(Whose.Mine, "", false)]
    [InlineData(Whose.Unassigned, "", true)]
    [InlineData(Whose.Unassigned, "me", false)]
    [InlineData(Whose.All, "other", true)]
    public void Whose_items_are_shown_is_the_persons_choice(Whose whose, string holder, bool shown)
    {
        var item = Item("a", 1);
        item.OperatorId = holder;
        Assert.Equal(shown, (Mine with { Whose = whose }).Admits(item));
    }

    [Theory]
    [InlineData("a", 1, "b")]
    [InlineData("b", 1, "b")]
    [InlineData("a", -1, "a")]
    [InlineData("gone", 1, "a")]
    public void The_keyboard_moves_within_the_list(string from, int step, string to) =>
        Assert.Equal(to, InboxRows.Neighbour([Item("a", 1), Item("b", 2)], from, step)!.WorkItemId);

    private static WorkItem Item(string id, int minute) => new()
    {
        WorkItemId = id, BrandId = "brand", OperatorId = "me", State = "open", Kind = "question", Question = "怎么领券?", Questions = 1, OpenedAt = new Timestamp { Seconds = minute * 60 }, RankAt = new Timestamp { Seconds = minute * 60 },
    };
}
