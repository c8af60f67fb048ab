using Steward.ServiceDefaults.Storage;
using Steward.Staffing.Duty;
using Steward.Staffing.Inbox;

namespace Steward.Staffing.Routing;

/// <summary>Gives what waits to whom the router says. What was claimed or changed since it was read keeps its state and has its turn the next time.</summary>
internal static class GiveQueued
{
    /// <summary>So many new ones of a brand are looked at in a turn.</summary>
    private const int MostNew = 1000;
    private const int MostAgain = 2000;

    /// <summary>How many of those that wait are looked at again where there is room at all, and for each place more: some of them nobody there may have the skills for.</summary>
    private const int LeastAgain = 200;
    private const int AgainForEachPlace = 4;

    /// <param name="transaction">Sees the brands.</param>
    /// <param name="world">Who is there.</param>
    /// <param name="changed">Gets the items that changed.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>How many were given, and how many wait with a new reason.</returns>
    public static async Task<(int Given, int Queued)> OfAsync(BrandTransaction transaction, RoutingWorld world, List<WorkItem> changed, CancellationToken ct)
    {
        var planned = world.People.Select(person => person.OperatorId.ToString()).ToArray();
        await LeaveToUnplannedAsync(transaction, world, planned, ct);
        var held = await HeldAsync(transaction, world, ct);
        var people = world.People.Select(person => ToPerson(person, held, world.NowOf(person))).ToList();
        var waiting = await WaitingAsync(transaction, world, planned, people, ct);
        if (waiting.Count == 0) { return (0, 0); }

        var served = await ServedAsync(transaction, waiting, ct);
        var closed = world.BrandIds.Where(world.IsAfterHours).ToHashSet();
        var routed = Router.Route(
            [.. waiting.Select(item => ToQueued(item, world.RulesOf(item.BrandId), served, closed.Contains(item.BrandId)))],
            people,
            new RouterRules { RelaxAfter = world.Options.RelaxAfter, PriorityWorth = world.Options.PriorityWorth },
            world.Now);
        var before = waiting.ToDictionary(item => item.WorkItemId);
        var told = routed.Where(one => one.PersonId is not null || before[one.ItemId].OperatorId.Length > 0 || before[one.ItemId].Route != one.Reason).ToList();
        var stored = await StoreAsync(transaction, world, told, before, ct);
        changed.AddRange(stored);
        var given = stored.Count(item => item.GivenAt is not null);
        return (given, stored.Count - given);
    }

    /// <summary>Whose duty nobody has planned is left alone: their groups' matters are theirs whenever they come.</summary>
    private static Task<int> LeaveToUnplannedAsync(BrandTransaction transaction, RoutingWorld world, string[] planned, CancellationToken ct) => transaction.ExecuteAsync(
        """
        update work_items set given_at = @Now, route = @reason where (brand_id, work_item_id) in (
            select brand_id, work_item_id from work_items
            where brand_id = any (@BrandIds) and state = 'open' and given_at is null and route = '' and operator_id <> '' and operator_id <> all (@planned) for update skip locked)
        """,
        new { world.BrandIds, world.Now, planned, reason = RouteReason.Owner },
        ct);

    /// <summary>What is new, and of what waits the oldest, as many as there may be room for: in an overload a turn costs no more for a long queue.</summary>
    private static Task<IReadOnlyList<Waiting>> WaitingAsync(BrandTransaction transaction, RoutingWorld world, string[] planned, IReadOnlyList<Person> people, CancellationToken ct)
    {
        var room = world.BrandIds.ToDictionary(brand => brand, _ => 0);
        foreach (var person in people.Where(person => person.OnDuty || person.Cover))
        {
            foreach (var brand in person.Brands) { room[brand] += Math.Max(0, person.Capacity - person.Held.Values.Sum()); }
        }

        const string Columns = "brand_id, work_item_id, group_id, kind, priority, opened_at, operator_id, route";
        return transaction.QueryAsync<Waiting>(
            $"""
            select item.*, coalesce(grp.operator_id, '') as owner from unnest(@BrandIds, @again) as scope (id, again)
            cross join lateral (
                (select {Columns} from work_items where brand_id = scope.id and state = 'open' and given_at is null and route = '' order by rank_at, work_item_id limit @MostNew)
                union all
                (select {Columns} from work_items where brand_id = scope.id and state = 'open' and given_at is null and route <> '' order by rank_at, work_item_id limit scope.again)) item
            left join groups grp on grp.brand_id = item.brand_id and grp.group_id = item.group_id
            where item.operator_id = '' or item.operator_id = any (@planned)
            """,
            new { world.BrandIds, again = world.BrandIds.Select(brand => room[brand] == 0 ? 0 : Math.Min(MostAgain, LeastAgain + (AgainForEachPlace * room[brand]))).ToArray(), MostNew, planned },
            ct);
    }

    private static async Task<ILookup<string, Held>> HeldAsync(BrandTransaction transaction, RoutingWorld world, CancellationToken ct) => (await transaction.QueryAsync<Held>(
        """
        select operator_id, kind, count(*)::int as items from unnest(@people, @brands) as link (person, brand)
        join work_items on brand_id = brand and operator_id = person and state in ('open', 'claimed')
        where (state = 'claimed' or given_at is not null) and (snoozed_until is null or snoozed_until <= @Now) group by operator_id, kind
        """,
        new { people = world.Links.Select(link => link.Person).ToArray(), brands = world.Links.Select(link => link.Brand).ToArray(), world.Now },
        ct)).ToLookup(one => one.OperatorId);

    /// <summary>Who has something else of the group now.</summary>
    private static async Task<ILookup<(Guid Brand, Guid Group), Guid>> ServedAsync(BrandTransaction transaction, IReadOnlyList<Waiting> waiting, CancellationToken ct)
    {
        var groups = waiting.Select(item => (item.BrandId, item.GroupId)).Distinct().ToList();
        var rows = await transaction.QueryAsync<Served>(
            """
            select distinct brand_id, group_id, operator_id from work_items
            where (brand_id, group_id) in (select * from unnest(@brands, @groups)) and state <> 'resolved' and operator_id <> '' and (state <> 'open' or given_at is not null)
            """,
            new { brands = groups.Select(group => group.BrandId).ToArray(), groups = groups.Select(group => group.GroupId).ToArray() },
            ct);
        return rows.Where(row => Guid.TryParse(row.OperatorId, out _)).ToLookup(row => (row.BrandId, row.GroupId), row => Guid.Parse(row.OperatorId));
    }

    private static async Task<IReadOnlyList<WorkItem>> StoreAsync(BrandTransaction transaction, RoutingWorld world, List<Routed> told, Dictionary<Guid, Waiting> before, CancellationToken ct)
    {
        if (told.Count == 0) { return []; }

        var stored = await transaction.QueryAsync<WorkItem>(
            $"""
            with given as (
                select brand, item, person, reason, held, room from unnest(@brands, @items, @people, @reasons, @held, @rooms) as one (brand, item, person, reason, held, room)
                join work_items found on found.brand_id = brand and found.work_item_id = item where found.state = 'open' and found.given_at is null for update of found skip locked)
            update work_items set operator_id = person, given_at = case when person <> '' then @Now end, route = reason, route_held = held, route_capacity = room
            from given where brand_id = brand and work_item_id = item returning {WorkItemTables.Columns}
            """,
            new
            {
                brands = told.Select(one => before[one.ItemId].BrandId).ToArray(),
                items = told.Select(one => one.ItemId).ToArray(),
                people = told.Select(one => one.PersonId?.ToString() ?? "").ToArray(),
                reasons = told.Select(one => one.Reason).ToArray(),
                held = told.Select(one => one.Held).ToArray(),
                rooms = told.Select(one => one.Capacity).ToArray(),
                world.Now,
            },
            ct);
        await transaction.ExecuteAsync(
            "update operator_duty set last_given_at = @Now where operator_id = any (@people)", new { world.Now, people = told.Where(one => one.PersonId is not null).Select(one => one.PersonId!.Value).Distinct().ToArray() }, ct);
        return stored;
    }

    private static QueuedItem ToQueued(Waiting item, RoutingRules rules, ILookup<(Guid Brand, Guid Group), Guid> served, bool afterHours)
    {
        var skills = rules.Kinds.FirstOrDefault(kind => kind.Kind == item.Kind);
        return new QueuedItem
        {
            ItemId = item.WorkItemId,
            BrandId = item.BrandId,
            GroupId = item.GroupId,
            Kind = item.Kind,
            Priority = item.Priority,
            WaitingSince = item.OpenedAt,
            Certificate = rules.Certificate,
            Required = skills?.Required ?? [],
            Preferred = skills?.Preferred ?? [],
            Owner = Guid.TryParse(item.Owner, out var owner) ? owner : null,
            Served = [.. served[(item.BrandId, item.GroupId)]],
            AfterHours = afterHours,
        };
    }

    private static Person ToPerson(PlannedPerson planned, ILookup<string, Held> held, DutyNow there) => new()
    {
        PersonId = planned.OperatorId,
        Brands = planned.Brands.ToHashSet(),
        OnDuty = there.OnDuty,
        Cover = there.Covering,
        Skills = planned.Plan.Skills.ToDictionary(skill => skill.Name, planned.Plan.EndOf, StringComparer.OrdinalIgnoreCase),
        Capacity = planned.Plan.Capacity,
        CapacityOfKind = planned.Plan.CapacityOfKind,
        Held = held[planned.OperatorId.ToString()].ToDictionary(one => one.Kind, one => one.Items),
        LastGivenAt = planned.LastGivenAt,
    };

    private sealed record Waiting
    {
        public required Guid BrandId { get; init; }
        public required Guid WorkItemId { get; init; }
        public required Guid GroupId { get; init; }
        public required string Kind { get; init; }
        public required int Priority { get; init; }
        public required DateTimeOffset OpenedAt { get; init; }
        public required string OperatorId { get; init; }
        public required string Route { get; init; }
        public required string Owner { get; init; }
    }

    private sealed record Held
    {
        public required string OperatorId { get; init; }
        public required string Kind { get; init; }
        public required int Items { get; init; }
    }

    private sealed record Served
    {
        public required Guid BrandId { get; init; }
        public required Guid GroupId { get; init; }
        public required string OperatorId { get; init; }
    }
}
