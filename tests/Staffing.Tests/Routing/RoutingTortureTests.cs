using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Steward.Kernel;
using Steward.Staffing.Assignments;
using Steward.Staffing.Duty;
using Steward.Staffing.Inbox;
using Steward.Staffing.Routing;
using Steward.Staffing.ServiceLevels;
using Steward.Staffing.Triage;
using Steward.Testing;
using Xunit.Abstractions;
using Operator = Steward.Contracts.Staffing.V1.Operator;

namespace Steward.Staffing.Tests.Routing;

/// <summary>Ten thousand people coming, going, claiming, releasing, handing over and closing, with turns of routing that are killed on their way, all at once on a real database that writes down what happens to each item.</summary>
[Collection(StaffingTests.Name)]
public sealed class RoutingTortureTests(StaffingWorld world, ITestOutputHelper output)
{
    private const int Actions = 10_000;
    private const int AtOnce = 4;

    private readonly Guid _brand = Guid.NewGuid();
    private readonly List<Operator> _people = [];
    private readonly List<Guid> _groups = [];
    private readonly ConcurrentDictionary<Guid, bool> _items = [];
    private readonly ConcurrentBag<(Guid Item, string By)> _claims = [];
    private readonly ConcurrentDictionary<string, int> _done = [];

    [Fact]
    public async Task Nothing_is_claimed_twice_nothing_is_lost_and_nothing_stays_with_who_is_not_there()
    {
        for (var number = 0; number < 12; number++) { _people.Add(await world.OperatorAsync(_brand)); }

        for (var number = 0; number < 8; number++) { _groups.Add(await world.GroupAsync(_brand)); }

        await OwnerAsync($"""
            create table history (id bigint generated always as identity primary key, item uuid, before text, holder_before text, after text, holder text);
            create function note_history() returns trigger language plpgsql security definer as
            $$ begin insert into history (item, before, holder_before, after, holder) values (new.work_item_id, old.state, old.operator_id, new.state, new.operator_id); return null; end $$;
            create trigger note_history after update on work_items for each row when (new.brand_id = '{_brand}') execute function note_history();
            """);
        try
        {
            for (var number = 0; number < 150; number++) { await OpenAsync(new Random(number)); }

            await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(worker => Task.Run(() => WorkAsync(new Random(worker)))));
            // Whoever is there now, is; whoever is not has nothing after the next turn.
            await world.RouteAsync();
            await CheckAsync();
        }
        finally
        {
            await OwnerAsync("drop trigger note_history on work_items; drop function note_history; drop table history");
        }

        output.WriteLine(string.Join(", ", _done.OrderBy(one => one.Key).Select(one => $"{one.Key} {one.Value}")));
    }

    private async Task CheckAsync()
    {
        Assert.Equal(0, await world.OwnerScalarAsync("select count(*) from history where before = 'claimed' and after = 'claimed' and holder_before <> holder"));
        Assert.Equal(_items.Count, await world.OwnerScalarAsync($"select count(*) from work_items where brand_id = '{_brand}'"));
        // What was open when it was claimed is written down as often as somebody was told that they have it.
        Assert.Equal(_claims.Count, await world.OwnerScalarAsync("select count(*) from history where before = 'open' and after = 'claimed'"));
        Assert.Equal(_done["close"], await world.OwnerScalarAsync($"select count(*) from work_items where brand_id = '{_brand}' and state = 'resolved'"));

        await using var reading = await world.Host.Database.BeginAsync([], default);
        var absent = (await StoredDuty.PlannedAsync(reading, default)).Where(person => !person.Plan.At(world.Clock.GetUtcNow(), person.AwaySince).OnDuty).Select(person => $"'{person.OperatorId}'").ToList();
        Assert.NotEmpty(absent);
        Assert.Equal(0, await world.OwnerScalarAsync($"select count(*) from work_items where brand_id = '{_brand}' and state in ('open', 'claimed') and operator_id in ({string.Join(',', absent)})"));

        // With everybody there and room for all, nothing waits for anybody any more.
        foreach (var person in _people) { await PlanAsync(person, there: true, capacity: 500); }

        await world.RouteAsync();
        Assert.Equal(0, await world.OwnerScalarAsync($"select count(*) from work_items where brand_id = '{_brand}' and state <> 'resolved' and operator_id = ''"));
    }

    private async Task WorkAsync(Random random)
    {
        for (var number = 0; number < Actions / AtOnce; number++)
        {
            var (person, item) = (_people[random.Next(_people.Count)], _items.Keys.ElementAt(random.Next(_items.Count)));
            var (action, happened) = random.Next(100) switch
            {
                < 8 => ("open", await OpenAsync(random)),
                < 38 => ("claim", await ClaimAsync(item, person)),
                < 52 => ("release", !(await Of<ReleaseWorkItem>().HandleAsync(new BrandId(_brand), item, person.OperatorId, forOthers: false, default)).Failed),
                < 60 => ("close", await CloseAsync(item, person)),
                < 72 => ("come or go", await PlanAsync(person, random.Next(2) == 0, random.Next(1, 30))),
                < 76 => ("hand over", await HandOverAsync(person, random)),
                < 78 => ("assign", !(await Of<AssignGroups>().HandleAsync(new BrandId(_brand), Guid.Parse(person.OperatorId), [_groups[random.Next(_groups.Count)], _groups[random.Next(_groups.Count)]], default)).Failed),
                < 90 => ("turn", await Of<RoutingTurn>().RunAsync(default) is not null),
                _ => ("killed turn", await KilledTurnAsync(random)),
            };
            if (happened) { _done.AddOrUpdate(action, 1, (_, before) => before + 1); }
        }
    }

    private async Task<bool> OpenAsync(Random random)
    {
        var question = world.Question(_groups[random.Next(_groups.Count)], "杯子碎了怎么办?");
        await using var transaction = await world.Host.Database.BeginAsync(new BrandId(_brand), default);
        await ActivatorUtilities.CreateInstance<OpenWorkItems>(world.Host.Services).HandleAsync(world.HandedOn(_brand, question), transaction, default);
        await transaction.CommitAsync(default);
        return _items.TryAdd(ItemPlan.IdOf(new BrandId(_brand), question.MessageId), true);
    }

    private async Task<bool> ClaimAsync(Guid item, Operator person)
    {
        var before = false;
        // Claims of what one has change nothing: counted is what was open.
        var claimed = await Of<ChangeWorkItem>().HandleAsync(new BrandId(_brand), item, (found, now, _) => Task.FromResult(Noted(found).Claim(person.OperatorId, now)), default);
        if (!claimed.Failed && before) { _claims.Add((item, person.OperatorId)); }

        return !claimed.Failed && before;

        WorkItem Noted(WorkItem found)
        {
            before = found.State == ItemState.Open;
            return found;
        }
    }

    private async Task<bool> CloseAsync(Guid item, Operator person)
    {
        var already = false;
        var closed = await Of<ChangeWorkItem>().HandleAsync(new BrandId(_brand), item, (found, now, _) => Task.FromResult((already = found.State == ItemState.Resolved) ? found : found.Close("", person.OperatorId, false, now)), default);
        return !closed.Failed && !already;
    }

    private async Task<bool> PlanAsync(Operator person, bool there, int capacity)
    {
        var plan = new DutyPlan { Zone = "UTC", Periods = there ? [.. Enumerable.Range(1, 7).Select(day => new DutyPeriod(day, 0, BusinessHours.MinutesADay))] : [], Capacity = capacity };
        return !(await Of<PutDuty>().HandleAsync(Guid.Parse(person.OperatorId), plan, null, ServiceHost.LeadOf(_brand), default)).Failed;
    }

    private async Task<bool> HandOverAsync(Operator person, Random random)
    {
        var command = new HandOver([], [new BrandId(_brand)], person.OperatorId, Guid.Parse(_people[random.Next(_people.Count)].OperatorId), "", person.OperatorId, false);
        return (await Of<HandOverWorkItems>().HandleAsync(command, default)).Value.Moved > 0;
    }

    /// <summary>A turn that dies wherever it is just then: its transaction is rolled back.</summary>
    private async Task<bool> KilledTurnAsync(Random random)
    {
        using var death = new CancellationTokenSource(TimeSpan.FromMilliseconds(random.Next(1, 12)));
        try
        {
            await Of<RoutingTurn>().RunAsync(death.Token);
            return false;
        }
        catch (OperationCanceledException) { return true; }
    }

    private T Of<T>() where T : notnull => world.Host.Services.GetRequiredService<T>();

    private async Task OwnerAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(world.Host.OwnerConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
