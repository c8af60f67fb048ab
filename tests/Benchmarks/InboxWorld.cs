using Npgsql;
using Spectre.Console;
using Steward.Contracts.Staffing.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.Staffing;
using Steward.Testing;

namespace Steward.Benchmarks;

/// <summary>An agency's inbox at its full size: the running service on PostgreSQL, with operators, brands, groups, and what waits and what is done in them. The duty of two thirds of the operators is planned, so that they are routed to.</summary>
internal sealed class InboxWorld : IAsyncDisposable
{
    private const int GroupsABrand = 3000;
    private const int BrandsEach = 4;
    private const int AllWeek = 7;
    private const int Capacity = 500;

    private InboxWorld(ServiceHost host, Guid[] brands, (Guid Id, Guid[] Brands)[] operators) => (Host, Brands, Operators) = (host, brands, operators);

    public ServiceHost Host { get; }

    public Guid[] Brands { get; }

    public (Guid Id, Guid[] Brands)[] Operators { get; }

    public static Guid Account { get; } = Guid.NewGuid();

    /// <summary>The groups of a brand.</summary>
    public static Guid Group(int brand, int number) => new(brand, 2, 0, BitConverter.GetBytes((long)number));

    public WorkItemService.WorkItemServiceClient As((Guid Id, Guid[] Brands) person, Role role = Role.Operator) =>
        Host.Client<WorkItemService.WorkItemServiceClient>(new Caller(person.Id.ToString(), role, [.. person.Brands.Select(brand => new BrandId(brand))]));

    /// <param name="groups">In all; a brand has 3,000.</param>
    /// <param name="people">Operators.</param>
    /// <param name="open">What waits.</param>
    /// <param name="closed">What was resolved within the last 90 days.</param>
    public static async Task<InboxWorld> StartAsync(int groups, int people, int open, int closed)
    {
        var host = await ServiceHost.StartAsync(StaffingService.Definition, args: ["--services:moderation:grpc:0=http://127.0.0.1:1"]);
        var brands = Enumerable.Range(0, Math.Max(BrandsEach, groups / GroupsABrand)).Select(number => new Guid(number, 1, 0, new byte[8])).ToArray();
        var operators = Enumerable.Range(0, people).Select(number => (Id: new Guid(number, 3, 0, new byte[8]), Brands: Enumerable.Range(0, BrandsEach).Select(step => brands[BrandOf(number, people, step, brands.Length)]).Distinct().ToArray())).ToArray();
        await using var owner = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(host.OwnerConnectionString) { CommandTimeout = 0 });
        await using (var import = await (await owner.OpenConnectionAsync()).BeginBinaryImportAsync("copy operators (operator_id, login, name, role, password_hash) from stdin (format binary)"))
        {
            foreach (var (id, _) in operators) { await import.WriteRowAsync(CancellationToken.None, id, $"op-{id:N}", "小李", "operator", "-"); }

            await import.CompleteAsync();
        }

        await using (var import = await (await owner.OpenConnectionAsync()).BeginBinaryImportAsync("copy operator_brands (operator_id, brand_id) from stdin (format binary)"))
        {
            foreach (var (id, theirs) in operators)
            {
                foreach (var brand in theirs) { await import.WriteRowAsync(CancellationToken.None, id, brand); }
            }

            await import.CompleteAsync();
        }

        await using (var import = await (await owner.OpenConnectionAsync()).BeginBinaryImportAsync("copy groups (brand_id, group_id, account_id, name, operator_id, assigned_since) from stdin (format binary)"))
        {
            for (var number = 0; number < groups; number++)
            {
                var brand = number % brands.Length;
                await import.WriteRowAsync(CancellationToken.None, brands[brand], Group(brand, number / brands.Length), Account, $"茶友群 {number}", OwnerOf(operators, brands[brand], number).ToString(), DateTime.UtcNow);
            }

            await import.CompleteAsync();
        }

        var planner = host.Client<DutyService.DutyServiceClient>(new Caller(Guid.NewGuid().ToString(), Role.Admin, [.. brands.Select(brand => new BrandId(brand))]));
        foreach (var (id, _) in operators.Take(people * 2 / 3))
        {
            var plan = new DutyPlan { Zone = "Asia/Shanghai", Capacity = Capacity };
            plan.Periods.AddRange(Enumerable.Range(1, AllWeek).Select(day => new DutyPeriod { Day = day, From = 0, To = 1440 }));
            await planner.PutDutyAsync(new PutDutyRequest { OperatorId = id.ToString(), Plan = plan });
        }

        await FillAsync(owner, brands, groups, open, closed);
        return new InboxWorld(host, brands, operators);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    // Planned people and the others work for brands of their own.
    private static int BrandOf(int person, int people, int step, int brands)
    {
        var planned = Math.Max(1, brands * 2 / 3);
        return person < people * 2 / 3 ? (person + step) % planned : planned + ((person + step) % Math.Max(1, brands - planned));
    }

    private static Guid OwnerOf((Guid Id, Guid[] Brands)[] operators, Guid brand, int group)
    {
        var theirs = operators.Where(one => one.Brands.Contains(brand)).ToArray();
        return theirs[group / 7 % theirs.Length].Id;
    }

    private static async Task FillAsync(NpgsqlDataSource owner, Guid[] brands, int groups, int open, int closed)
    {
        var sorts = (string[])[$"{closed}, 'resolved', 'answered', now() - interval '1 hour' - number * interval '90 days' / {closed}", $"{open}, 'open', '', now() - number * interval '4 hours' / {open}"];
        foreach (var sort in sorts)
        {
            var parts = sort.Split(", ", 4);
            await using var command = owner.CreateCommand(
                $"""
                insert into work_items (brand_id, work_item_id, account_id, group_id, member_id, state, operator_id, question, questions, suggested_answer, suggestion_score, opened_at, last_asked_at, rank_at,
                    resolved_at, answer, resolution, response_due_at, resolution_due_at, responded_at, response, resolution_level, given_at, escalated_at)
                select grp.brand_id, gen_random_uuid(), grp.account_id, grp.group_id, gen_random_uuid(), {parts[1]}, grp.operator_id, '请问第 ' || number || ' 号订单什么时候发货？', 1,
                    '下单后 48 小时内发货。', 0.4, at, at, at, case when {parts[1]} = 'resolved' then at + interval '7 minutes' end, case when {parts[1]} = 'resolved' then '下单后 48 小时内发货，节假日顺延。' else '' end, {parts[2]},
                    at + interval '10 minutes', at + interval '2 hours', case when {parts[1]} = 'resolved' then at + interval '7 minutes' end, case when {parts[1]} = 'resolved' then 'hit' else '' end,
                    case when {parts[1]} = 'resolved' then 'hit' else '' end, at, case when {parts[1]} = 'open' and at < now() - interval '20 minutes' then at + interval '20 minutes' end
                from (select number, {parts[3]} as at, number::bigint * 7919 % {groups} as place from generate_series(1, {parts[0]}) as number) item
                join (select *, row_number() over (order by brand_id, group_id) - 1 as place from groups) grp using (place)
                """);
            await command.ExecuteNonQueryAsync();
        }

        await using var vacuum = owner.CreateCommand("vacuum (analyze) work_items");
        await vacuum.ExecuteNonQueryAsync();
        await using var size = owner.CreateCommand("select pg_size_pretty(pg_total_relation_size('work_items'))");
        AnsiConsole.WriteLine($"{brands.Length} brands, {groups:N0} groups, {open:N0} open and {closed:N0} closed items: {await size.ExecuteScalarAsync()}");
    }
}
