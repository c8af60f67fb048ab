using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Spectre.Console;
using Steward.Staffing;
using Steward.Staffing.Routing;
using Steward.Testing;

namespace Steward.Benchmarks;

/// <summary>The inbox of an agency in an overload: 300 people who may have 20 each, 50 brands, 90,000 groups, 200,000 open items, most of them queued, and millions of closed ones; how long a turn of routing takes while 50 come in and 50 are closed.</summary>
internal static class RoutingTurns
{
    private const int People = 300;
    private const int Brands = 50;
    private const int BrandsOfOne = 6;
    private const int Groups = 90_000;
    private const int Open = 200_000;
    private const int NewPerTurn = 50;
    private const int Turns = 60;

    /// <summary><c>[closed items]</c>; default 5,000,000. True when the 99th percentile is at most 200 ms.</summary>
    public static async Task<bool> RunAsync(string[] args)
    {
        var closed = args.At(0, 5_000_000);
        // Turns are taken here, not by the service beside it.
        await using var host = await ServiceHost.StartAsync(StaffingService.Definition, args: ["--Routing:Period=00:01:00", "--services:moderation:grpc:0=http://127.0.0.1:9"]);
        var watch = Stopwatch.StartNew();
        await FillAsync(host, closed);
        AnsiConsole.WriteLine($"{People} people, {Brands} brands, {Groups:N0} groups, {Open:N0} open and {closed:N0} closed items stored in {watch.Elapsed.TotalSeconds:0} s");

        var turn = host.Services.GetRequiredService<RoutingTurn>();
        while (await turn.RunAsync(CancellationToken.None) is not { HandedBack: 0, Given: 0, Queued: 0 }) { }

        var turns = await TimesAsync(Turns, async number =>
        {
            await OwnerAsync(host, $"{New(number)}; {Close}");
            return async () => await turn.RunAsync(CancellationToken.None);
        });
        var idle = await TimesAsync(Turns, _ => Task.FromResult<Func<Task>>(async () => await turn.RunAsync(CancellationToken.None)));
        var table = new Table().AddColumns("", "p50", "p99", "target").Title($"{Environment.ProcessorCount} cores, .NET {Environment.Version}");
        var kept = true;
        foreach (var (what, times, most) in new[]
        {
            ($"a turn of routing with {NewPerTurn} new items", turns, 200), ("a turn with nothing to do", idle, 200),
        })
        {
            table.AddRow(what, $"{times[times.Count / 2]:0.0} ms", $"{times[times.Count * 99 / 100]:0.0} ms", $"{most} ms");
            kept &= times[times.Count * 99 / 100] <= most;
        }

        AnsiConsole.Write(table);
        return kept;
    }

    private static async Task<List<double>> TimesAsync(int count, Func<int, Task<Func<Task>>> prepare)
    {
        var times = new List<double>();
        for (var number = 0; number < count; number++)
        {
            var run = await prepare(number);
            var started = Stopwatch.GetTimestamp();
            await run();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        return times;
    }

    // A person works for six brands; a group's person works for its brand. A sixth of the people is off duty. The first turns give what there is room for.
    private static Task FillAsync(ServiceHost host, int closed) => OwnerAsync(host, $$"""
        create function id_of(sort text, i bigint) returns uuid language sql immutable as $f$ select (sort || '0000000-0000-0000-0000-' || lpad(i::text, 12, '0'))::uuid $f$;
        insert into operators select id_of('a', k), 'login-' || k, '小' || k, 'operator', '' from generate_series(0, {{People - 1}}) k;
        insert into operator_brands select id_of('a', k), id_of('b', (k + j * 8) % {{Brands}}) from generate_series(0, {{People - 1}}) k, generate_series(0, {{BrandsOfOne - 1}}) j;
        insert into operator_duty (operator_id, version, plan, set_at, set_by)
        select id_of('a', k), 1, jsonb_build_object('Zone', 'Asia/Shanghai', 'Capacity', 20, 'Periods', case when k % 6 = 0 then '[]'::jsonb else
            (select jsonb_agg(jsonb_build_object('Day', day, 'From', 0, 'To', 1440)) from generate_series(1, 7) day) end), now(), 'bench' from generate_series(0, {{People - 1}}) k;
        create function person_of(i int) returns text language sql immutable as $f$ select id_of('a', ((i % {{Brands}} - 8 * ((i / {{Brands}}) % {{BrandsOfOne}}) + 500) % {{Brands}} + {{Brands}} * ((i / 300) % 6)))::text $f$;
        insert into groups (brand_id, group_id, account_id, name, operator_id) select id_of('b', i % {{Brands}}), id_of('e', i), id_of('1', 0), '茶友群 ' || i, person_of(i) from generate_series(0, {{Groups - 1}}) i;
        insert into work_items (brand_id, work_item_id, account_id, group_id, member_id, state, operator_id, question, questions, suggested_answer, suggestion_score, opened_at, rank_at, last_asked_at, given_at, claimed_at, response_due_at, resolution_due_at)
        select id_of('b', i % {{Brands}}), id_of('d', i), id_of('1', 0), id_of('e', i % {{Groups}}), id_of('f', i), 'open', person_of(i % {{Groups}}),
            '杯子碎了怎么办?', 1, '', 0, now() - interval '1 second' * (i % 86400), now() - interval '1 second' * (i % 86400), now(), null, null, now() + interval '1 hour', now() + interval '4 hours' from generate_series(0, {{Open - 1}}) i;
        insert into work_items (brand_id, work_item_id, account_id, group_id, member_id, state, operator_id, question, questions, suggested_answer, suggestion_score, opened_at, rank_at, last_asked_at, given_at, resolved_at, resolution, response, responded_at)
        select id_of('b', i % {{Brands}}), id_of('c', i), id_of('1', 0), id_of('e', i % {{Groups}}), id_of('f', i), 'resolved', person_of(i % {{Groups}}),
            '杯子碎了怎么办?', 1, '', 0, now() - interval '2 days' - interval '1 second' * i, now() - interval '2 days', now(), now(), now(), 'answered', 'hit', now() - interval '2 days' from generate_series(1, {{closed}}) i;
        analyze;
        """);

    // Half of what comes in belongs to people who are there; of some groups nobody has taken care.
    private static string New(int round) => $$"""
        insert into work_items (brand_id, work_item_id, account_id, group_id, member_id, state, operator_id, question, questions, suggested_answer, suggestion_score, opened_at, last_asked_at, rank_at, response_due_at, resolution_due_at)
        select id_of('b', i % {{Brands}}), id_of('9', i), id_of('1', 0), id_of('e', i), id_of('f', i), 'open', case when i % 2 = 0 then '' else person_of(i) end,
            '杯子碎了怎么办?', 1, '', 0, now(), now(), now(), now() + interval '10 minutes', now() + interval '1 hour' from generate_series({{round * NewPerTurn}}, {{(round * NewPerTurn) + NewPerTurn - 1}}) i
        """;

    // Fifty of those that somebody has.
    private const string Close = "update work_items set state = 'resolved', resolution = 'closed', resolved_at = now() where (brand_id, work_item_id) in (select brand_id, work_item_id from work_items where state = 'open' and given_at is not null limit 50)";

    private static async Task OwnerAsync(ServiceHost host, string sql)
    {
        await using var source = NpgsqlDataSource.Create(host.OwnerConnectionString);
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }
}
