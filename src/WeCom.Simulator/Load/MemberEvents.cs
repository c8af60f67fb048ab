using Steward.WeCom.Simulator.Corps;

namespace Steward.WeCom.Simulator.Load;

/// <summary>Comings and goings by the thousand: each raises one callback. They happen in the corp's own groups, never in its crowd's.</summary>
internal static class MemberEvents
{
    /// <summary>What happens, by a number: somebody who is in the group leaves, somebody who is not joins.</summary>
    public static Action<ulong> Of(Corp corp, ClientActions actions)
    {
        IReadOnlyList<CustomerGroup> groups;
        IReadOnlyList<string> customers;
        lock (corp.Gate)
        {
            groups = [.. corp.Groups.Values.Where(g => !g.Dismissed)];
            customers = [.. corp.Customers.Keys];
        }

        return number =>
        {
            var group = groups[(int)(number % (ulong)groups.Count)];
            var customer = customers[(int)((number >> 20) % (ulong)customers.Count)];
            if (!actions.Leave(corp, group, customer, (int)(number >> 60) & 1))
            {
                actions.Join(corp, group, [customer], 3, "load");
            }
        };
    }
}
