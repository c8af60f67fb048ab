using Google.Protobuf.WellKnownTypes;
using Steward.Console.Confirmations;
using Steward.Contracts.Channels.V1;

namespace Steward.Console.Tests.Confirmations;

public sealed class WaitingEmployeesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Whoever_keeps_somebody_waiting_longest_comes_first_and_so_does_the_oldest_send()
    {
        var employees = WaitingEmployees.Of([Task("li", "李", 10, "new"), Task("wang", "王", 30, "old"), Task("li", "李", 50, "oldest")], "");
        Assert.Equal(["李", "王"], employees.Select(employee => employee.Name));
        Assert.Equal(["oldest", "new"], employees[0].Tasks.Select(task => task.Task.Text));
        Assert.Equal(Now.AddMinutes(-50), employees[0].Since);
        Assert.Equal(4, employees[0].Groups);
    }

    [Fact]
    public void The_same_id_in_another_account_or_brand_is_another_employee()
    {
        var other = Task("li", "李", 10, "x");
        other.Task.AccountId = "account 2";
        Assert.Equal(3, WaitingEmployees.Of([Task("li", "李", 20, "x"), other, Task("li", "李", 5, "x") with { BrandId = "brand 2" }], "").Count);
    }

    [Theory]
    [InlineData("王", "wang")]
    [InlineData("LI", "li")]
    [InlineData("双十一", "li")]
    public void A_search_finds_names_ids_and_texts(string search, string found) =>
        Assert.Equal([found], WaitingEmployees.Of([Task("li", "李", 10, "双十一预告"), Task("wang", "王", 20, "早安")], search).Select(employee => employee.Sender));

    [Fact]
    public void An_employee_without_a_name_goes_by_the_channels_id() => Assert.Equal("zhang", WaitingEmployees.Of([Task("zhang", "", 1, "x")], "")[0].Name);

    [Fact]
    public void A_task_is_reminded_of_now_unless_its_three_reminders_are_used()
    {
        var (free, used) = (Task("li", "李", 1, "x").Task, Task("li", "李", 1, "x").Task);
        used.Reminders = 3;
        used.NextReminderAt = Timestamp.FromDateTimeOffset(Now.AddHours(2));
        Assert.Equal(new Reminding(2, 1, null, 3), Reminding.Of([free, used], Now));
        Assert.Equal(new Reminding(1, 0, Now.AddHours(2), 3), Reminding.Of([used], Now));
        Assert.Equal(new Reminding(1, 1, null, 3), Reminding.Of([used], Now.AddHours(2)));
        Assert.Equal(new Reminding(0, 0, null, 0), Reminding.Of([], Now));
    }

    private static WaitingTask Task(string sender, string name, int minutesAgo, string text) => new(
        "brand",
        new Confirmation { CommandId = $"{sender}-{minutesAgo}", AccountId = "account", Sender = sender, SenderName = name, Text = text, Groups = 3, WaitingGroups = 2, Since = Timestamp.FromDateTimeOffset(Now.AddMinutes(-minutesAgo)) });
}
