using Steward.WeCom.Simulator.Corps;

namespace Steward.WeCom.Simulator.World;

/// <summary>Comings and goings of the day, chosen so that nobody speaks in a group before joining or after leaving it.</summary>
internal sealed class DayEvents(
    Corp corp, Dice dice, IReadOnlyList<CustomerGroup> groups, IReadOnlyList<(CustomerGroup Group, string Member)> silent)
{
    private const int Joins = 12;
    private const int Leaves = 6;
    private const int Kicks = 3;
    private const int Contacts = 4;

    public IReadOnlyList<PlannedEvent> Plan(IReadOnlyList<PlannedMessage> messages)
    {
        var events = new List<PlannedEvent>();
        var quiet = 0;
        for (var i = 0; i < Leaves; i++)
        {
            var (group, member) = silent[quiet++];
            events.Add(new PlannedEvent(When(), corp, group, member, Happening.Leave, ""));
        }

        while (events.Count < Leaves + Joins)
        {
            var (_, member) = silent[quiet++];
            var group = dice.Pick(groups);
            if (!group.Members.ContainsKey(member))
            {
                events.Add(new PlannedEvent(When(), corp, group, member, Happening.Join, "store_qr"));
            }
        }

        for (var i = 0; i < Contacts; i++)
        {
            var (group, member) = silent[quiet++];
            events.Add(new PlannedEvent(When(), corp, group, member, Happening.ContactAdded, "store_qr"));
        }

        var renamed = dice.Pick(groups);
        events.Add(new PlannedEvent(When(), corp, renamed, "", Happening.Rename, renamed.Name + "（新）"));
        events.AddRange(KickSpammers(messages));
        return events;
    }

    /// <summary>The owner removes some of those who advertised, five minutes after their last advert in the group.</summary>
    private IEnumerable<PlannedEvent> KickSpammers(IReadOnlyList<PlannedMessage> messages) =>
        messages.Where(m => m.Intent is Intent.Advert)
            .GroupBy(m => (m.Group, m.From))
            .Where(g => g.Max(m => m.At) < DayPlan.Closes - TimeSpan.FromMinutes(10))
            .OrderBy(g => g.Max(m => m.At))
            .Take(Kicks)
            .Select(g => new PlannedEvent(
                messages.Where(m => m.Group == g.Key.Group && m.From == g.Key.From).Max(m => m.At) + TimeSpan.FromMinutes(5),
                corp, g.Key.Group, g.Key.From, Happening.Kick, ""));

    private TimeSpan When() => DayPlan.Opens + TimeSpan.FromMinutes(30 + dice.Below(13 * 60));
}
