using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Tests.World;

public sealed class DayPlanTests
{
    [Fact]
    public void The_world_has_the_promised_size()
    {
        var corps = Worlds.Default.Corps.Values.ToList();

        Assert.Equal([24, 16], corps.Select(c => c.Groups.Count));
        Assert.Equal(2000, corps.SelectMany(c => c.Customers.Keys).Distinct().Count());
        Assert.Equal(2000, corps.SelectMany(c => c.Customers.Values).Select(c => c.Name).Distinct().Count());
        Assert.All(corps, c => Assert.Equal(6, c.Employees.Count));
        Assert.Equal(6000, Worlds.Default.Day.Messages.Count);
    }

    [Fact]
    public void Every_brand_gets_exactly_its_counts()
    {
        foreach (var plan in BrandPlan.All)
        {
            var counted = Worlds.Default.Day.Messages.Where(m => m.Corp.Brand == plan.Brand).CountBy(m => m.Intent).ToDictionary();
            Assert.Equal(plan.Day, counted);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_world_and_another_seed_another()
    {
        Assert.Equal(Picture(Worlds.Of(5)), Picture(Worlds.Of(5)));
        Assert.NotEqual(Picture(Worlds.Of(5)), Picture(Worlds.Of(6)));
    }

    [Fact]
    public void The_day_lasts_from_eight_to_ten_and_is_busiest_when_people_are()
    {
        var messages = Worlds.Default.Day.Messages;

        Assert.True(messages[0].At >= DayPlan.Opens && messages[^1].At < DayPlan.Closes);
        Assert.Equal(messages.OrderBy(m => m.At).Select(m => m.Number), messages.Select(m => m.Number));
        Assert.True(PerHour("baolexing", 12) > 2 * PerHour("baolexing", 15));
        Assert.True(PerHour("huayangji", 20) > 2 * PerHour("huayangji", 9));
        int PerHour(string brand, int hour) => messages.Count(m => m.Corp.Brand == brand && m.At.Hours == hour);
    }

    [Fact]
    public void Nobody_speaks_in_a_group_they_are_not_in()
    {
        var day = Worlds.Default.Day;
        foreach (var message in day.Messages)
        {
            Assert.True(message.Group.Members.ContainsKey(message.From));
            Assert.DoesNotContain(day.Events, e =>
                e.What is Happening.Leave or Happening.Kick && e.Group == message.Group && e.Member == message.From && e.At < message.At);
        }
    }

    [Fact]
    public void A_revoke_takes_back_an_earlier_remark_of_the_same_person_in_the_same_group()
    {
        var revokes = Worlds.Default.Day.Messages.Where(m => m.Intent is Intent.Revoke).ToList();

        Assert.Equal(5, revokes.Count);
        Assert.All(revokes, r => Assert.True(
            r.Recalls is { Intent: Intent.Chatter } said && said.At < r.At && said.From == r.From && said.Group == r.Group && Worlds.Default.Day.Messages.Contains(said)));
    }

    private static string Picture(SimulatedWorld world) => string.Join('\n',
    [
        .. world.Corps.Values.Select(c => $"{c.Keys} {string.Join(' ', c.Groups.Keys)} {string.Join(' ', c.Customers.Values)}"),
        .. world.Day.Messages.Select(m => $"{m.At} {m.Number} {m.Group.ChatId} {m.From} {m.Intent} {m.Text}"),
        .. world.Day.Events.Select(e => $"{e.At} {e.Group.ChatId} {e.Member} {e.What}"),
    ]);
}
