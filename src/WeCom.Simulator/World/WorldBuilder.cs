using Steward.WeCom.Simulator.Archive;
using Steward.WeCom.Simulator.Clock;
using Steward.WeCom.Simulator.Corps;

namespace Steward.WeCom.Simulator.World;

/// <summary>The two enterprises of the demo.</summary>
/// <param name="Members">Distinct customers.</param>
internal sealed record BrandPlan(string CorpId, string Brand, string Name, int Members, IReadOnlyDictionary<Intent, int> Day)
{
    public static IReadOnlyList<BrandPlan> All { get; } =
    [
        new("ww5b0a1e5e00000001", "baolexing", "堡乐星", 1200, Counts(2448, 432, 288, 108, 36, 144, 90, 27, 15, 9, 3)),
        new("ww4b0a1e5e00000002", "huayangji", "花漾季", 800, Counts(1632, 288, 192, 72, 24, 96, 60, 18, 10, 6, 2)),
    ];

    private static Dictionary<Intent, int> Counts(params int[] counts) =>
        Enum.GetValues<Intent>().Zip(counts).ToDictionary(p => p.First, p => p.Second);
}

/// <summary>Everything in the world follows from the seed; nothing here looks at a clock.</summary>
internal static class WorldBuilder
{
    private const int AgentId = 1000002;
    private const double SecondGroupShare = 0.12;

    /// <summary>The last character of a 43-letter key carries only four bits; these leave the two others zero.</summary>
    private const string KeyEnds = "AEIMQUYcgkosw048";

    private static readonly DateTimeOffset Founded = new(2025, 3, 1, 10, 0, 0, SimulatedClock.Shanghai);
    private static readonly string[] Channels = ["store_qr", "receipt_qr", "poster_a", "poster_b", "parcel_card", "moments_ad", ""];

    public static IReadOnlyList<Corp> Build(SimulatorOptions options, long firstSeq, TimeProvider clock)
    {
        var names = new Names(Dice.For(options.Seed, "names"), WorldTexts.Shared.NameParts);
        return [.. BrandPlan.All.Select(plan => Build(plan, options, names, new MessageArchive(firstSeq, clock, options.ArchiveMegabytes)))];
    }

    private static Corp Build(BrandPlan plan, SimulatorOptions options, Names names, MessageArchive archive)
    {
        var texts = WorldTexts.Shared;
        var corp = new Corp(plan.CorpId, plan.Brand, plan.Name, AgentId, Keys(Dice.For(options.Seed, "keys:" + plan.CorpId)), archive);
        foreach (var (brand, userId, name) in texts.Employees)
        {
            if (brand == plan.Brand)
            {
                corp.Employees.Add(userId, new Employee(userId, name));
            }
        }

        var dice = Dice.For(options.Seed, "roster:" + plan.CorpId);
        for (var i = 0; i < plan.Members; i++)
        {
            var id = NewMemberId(dice);
            corp.Customers.Add(id, new Customer(id, names.Next(), "ozyn" + dice.Text(24)));
        }

        var employees = corp.Employees.Values.ToList();
        foreach (var (brand, name, notice) in texts.Groups.Where(g => g.Brand == plan.Brand))
        {
            var owner = employees[corp.Groups.Count % employees.Count];
            var created = Founded + TimeSpan.FromMinutes(dice.Below(60 * 24 * 200));
            var group = new CustomerGroup(NewChatId(dice), name, owner.UserId, created, notice);
            group.Seat(new Membership(owner.UserId, true, created, 1, null, null));
            var helper = employees[(corp.Groups.Count + 1) % employees.Count];
            group.Seat(new Membership(helper.UserId, true, created, 1, null, owner.UserId));
            corp.Groups.Add(group.ChatId, group);
        }

        SeatCustomers(corp, dice);
        foreach (var (group, member) in corp.Groups.Values.SelectMany(g => g.InOrder.Where(m => !m.IsEmployee).Select(m => (g, m))))
        {
            corp.Follows.Begin(group.Owner, member.Id);
        }

        return corp;
    }

    public static string NewMemberId(Dice dice) => "wm" + dice.Text(30);

    public static string NewChatId(Dice dice) => "wr" + dice.Text(28) + "AA";

    private static CorpKeys Keys(Dice dice) =>
        new(dice.Text(43), dice.Text(32), dice.Text(42) + dice.Text(1, KeyEnds), dice.Text(43));

    private static void SeatCustomers(Corp corp, Dice dice)
    {
        var groups = corp.Groups.Values.ToList();
        var index = 0;
        foreach (var customer in corp.Customers.Values)
        {
            Seat(groups[index++ % groups.Count], customer, dice);
            if (dice.Fraction() < SecondGroupShare)
            {
                Seat(dice.Pick(groups), customer, dice);
            }
        }
    }

    private static void Seat(CustomerGroup group, Customer customer, Dice dice)
    {
        var scene = dice.Below(10) switch { < 6 => 3, < 8 => 2, _ => 1 };
        var joined = group.CreatedAt + TimeSpan.FromMinutes(dice.Below(60 * 24 * 150));
        var state = dice.Pick(Channels);
        group.Seat(new Membership(customer.ExternalUserId, false, joined, scene, scene == 3 ? state : null, scene == 1 ? group.Owner : null));
    }
}
