using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;
using Steward.Staffing.Duty;
using Steward.Staffing.Inbox;
using Steward.Staffing.ServiceLevels;

namespace Steward.Staffing.Routing;

/// <summary>What a turn did.</summary>
internal sealed record TurnDone(int HandedBack, int Given, int Queued, int Escalated);

/// <summary>
/// One turn of routing, in one transaction over all brands for which somebody's duty is planned: what absent people have goes back, what waits is given, what nobody takes goes to the leads.
/// One replica takes a turn at a time (advisory lock); people who claim meanwhile are waited for by nobody: a locked item has its turn the next time.
/// Brands without anybody whose duty is planned are never touched.
/// </summary>
internal sealed class RoutingTurn(Database database, IOptions<RoutingOptions> options, TimeProvider clock)
{
    private static readonly Meter Meter = new("Steward.Staffing");
    private static readonly Counter<long> HandedBack = Meter.CreateCounter<long>("steward.routing.handed_back", description: "Work items taken back from people who are not there.");
    private static readonly Counter<long> Given = Meter.CreateCounter<long>("steward.routing.given", description: "Work items given to somebody.");
    private static readonly Counter<long> Escalated = Meter.CreateCounter<long>("steward.routing.escalated", description: "Work items that went to the leads.");

    /// <returns>What was done; null: another replica has its turn, or nobody's duty is planned.</returns>
    public async Task<TurnDone?> RunAsync(CancellationToken ct)
    {
        IReadOnlyList<PlannedPerson> people;
        // Operators belong to no brand, and only they tell which brands there are to look at.
        await using (var reading = await database.BeginAsync([], ct)) { people = await StoredDuty.PlannedAsync(reading, ct); }

        BrandId[] brands = [.. people.SelectMany(person => person.Brands).Distinct().Order().Select(brand => new BrandId(brand))];
        if (brands.Length == 0) { return null; }

        await using var transaction = await database.BeginAsync(brands, ct);
        if (!await transaction.SingleAsync<bool>("select pg_try_advisory_xact_lock(hashtextextended('routing turn', 0))", null, ct)) { return null; }

        // What leaves a queue leaves dead entries in its index: a plain scan marks them, so that the next need not look at them again; a bitmap scan, which stale statistics favour, visits them all each time.
        await transaction.ExecuteAsync("select set_config('enable_bitmapscan', 'off', true)", null, ct);
        var now = clock.GetUtcNow();
        var (rules, levels) = (await StoredRouting.OfAsync(transaction, brands, ct), await StoredServiceLevels.NewestAsync(transaction, brands, ct));
        var world = new RoutingWorld(brands, people, rules, levels, now, options.Value);
        var changed = new List<WorkItem>();
        var handedBack = await HandBackAbsent.OfAsync(transaction, world, changed, ct);
        var (given, queued) = await GiveQueued.OfAsync(transaction, world, changed, ct);
        var escalated = await EscalateUntaken.OfAsync(transaction, world, changed, ct);
        // Of an item that was handed back and given at once only the last state is told.
        foreach (var item in changed.GroupBy(item => item.WorkItemId).Select(states => states.Last())) { WorkItemTables.PublishChange(transaction, item, now); }

        await transaction.CommitAsync(ct);
        HandedBack.Add(handedBack);
        Given.Add(given);
        Escalated.Add(escalated);
        return new TurnDone(handedBack, given, queued, escalated);
    }
}

/// <summary>What a turn knows.</summary>
/// <param name="Brands">Whose matters are looked at.</param>
/// <param name="People">Everybody whose duty is planned.</param>
/// <param name="Rules">Of the brands that have their own.</param>
/// <param name="Levels">Of the brands that have their own.</param>
/// <param name="Now">The moment of the turn.</param>
/// <param name="Options">The settings.</param>
internal sealed record RoutingWorld(
    BrandId[] Brands, IReadOnlyList<PlannedPerson> People, IReadOnlyDictionary<Guid, RoutingVersion> Rules, IReadOnlyDictionary<Guid, ServiceLevel> Levels, DateTimeOffset Now, RoutingOptions Options)
{
    private readonly Dictionary<Guid, DutyNow> _there = People.ToDictionary(person => person.OperatorId, person => person.Plan.At(Now, person.AwaySince));

    public Guid[] BrandIds { get; } = [.. Brands.Select(brand => brand.Value)];

    /// <summary>Who works for which brand.</summary>
    public IReadOnlyList<(string Person, Guid Brand)> Links { get; } = LinksOf(People);

    public static IReadOnlyList<(string Person, Guid Brand)> LinksOf(IEnumerable<PlannedPerson> people) => [.. people.SelectMany(person => person.Brands, (person, brand) => (person.OperatorId.ToString(), brand))];

    public DutyNow NowOf(PlannedPerson person) => _there[person.OperatorId];

    public RoutingRules RulesOf(Guid brand) => Rules.GetValueOrDefault(brand, RoutingVersion.BuiltIn).Rules;

    /// <summary>Whether a brand's hours are over, so that the cover pool serves it.</summary>
    public bool IsAfterHours(Guid brand) => !Levels.GetValueOrDefault(brand, ServiceLevelVersion.BuiltIn.Level).Hours.IsOpenAt(Now);

    /// <summary>Who neither works nor covers now; who has a short break keeps what they have.</summary>
    public IEnumerable<PlannedPerson> Absent() => People.Where(person => NowOf(person) is var there && !there.OnDuty && !there.Covering && !(there.Away && person.AwaySince + Options.BreakKeeps > Now));
}
