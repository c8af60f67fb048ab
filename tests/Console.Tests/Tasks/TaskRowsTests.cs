using Google.Protobuf.WellKnownTypes;
using Steward.Console.Tasks;
using Steward.Contracts.Channels.V1;

namespace Steward.Console.Tests.Tasks;

public sealed class TaskRowsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_most_urgent_open_task_is_on_top_and_closed_ones_follow_the_newest_first()
    {
        var rows = TaskRows.Ordered([Closed("old", -50), Open("later", 90), Closed("new", -5), Open("over", -30), Open("soon", 10)]);
        Assert.Equal(["over", "soon", "later", "new", "old"], rows.Select(row => row.TaskId));
    }

    [Fact]
    public void A_task_is_escalated_when_it_is_marked_or_over_its_time_and_open()
    {
        Assert.True(TaskRows.IsEscalated(Open("over", -1), Now));
        Assert.False(TaskRows.IsEscalated(Open("soon", 1), Now));
        var marked = Open("marked", 1);
        marked.EscalatedAt = Timestamp.FromDateTimeOffset(Now);
        Assert.True(TaskRows.IsEscalated(marked, Now));
        Assert.False(TaskRows.IsEscalated(Closed("done", -1), Now));
    }

    [Theory]
    [InlineData(null, 1, "a")]
    [InlineData("a", 1, "b")]
    [InlineData("b", 1, "b")]
    [InlineData("b", -1, "a")]
    public void The_keyboard_stops_at_the_ends(string? from, int step, string to) => Assert.Equal(to, TaskRows.Neighbour([Open("a", 1), Open("b", 2)], from, step)!.TaskId);

    [Theory]
    [InlineData("https://t.me/c/123/45", true)]
    [InlineData("wxwork://message?username=li", true)]
    [InlineData("企业微信 › 人民广场店 1 群 › 爱吃薯条", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("http://t.me/x", false)]
    [InlineData("", false)]
    public void Only_a_channels_own_address_becomes_a_link(string link, bool address) => Assert.Equal(address ? link : null, TaskRows.AddressOf(link));

    private static HumanTask Open(string id, int dueIn) =>
        new() { TaskId = id, State = "open", DueAt = Timestamp.FromDateTimeOffset(Now.AddMinutes(dueIn)), CreatedAt = Timestamp.FromDateTimeOffset(Now.AddHours(-1)) };

    private static HumanTask Closed(string id, int closedIn)
    {
        var task = Open(id, -60);
        (task.State, task.ClosedAt) = ("done", Timestamp.FromDateTimeOffset(Now.AddMinutes(closedIn)));
        return task;
    }
}
