using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Core;
using Npgsql;
using Spectre.Console;
using Steward.Contracts.Events.Content;
using Steward.Contracts.Staffing.V1;
using Steward.Kernel;
using Steward.Staffing.Triage;

namespace Steward.Benchmarks;

/// <summary>The inbox at its full size under a steady load: lists, claims and new questions come by the clock whether the ones before are done or not, and each counts from when it should have begun.</summary>
internal static class Inbox
{
    private const int ListsASecond = 20;
    private const int ClaimsASecond = 10;
    private const int QuestionsASecond = 50;
    private const int Page = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary><c>[seconds] [closed] [open] [groups] [operators]</c>; default 60 s, 5,000,000 closed, 200,000 open, 90,000 groups, 300 operators. True when the figures of the issue hold.</summary>
    public static async Task<bool> RunAsync(string[] args)
    {
        var (seconds, closed, open, groups, people) = (args.At(0, 60), args.At(1, 5_000_000), args.At(2, 200_000), args.At(3, 90_000), args.At(4, 300));
        await using var world = await InboxWorld.StartAsync(groups, people, open, closed);
        AnsiConsole.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}, {seconds} s of {ListsASecond} lists of {Page}, {ClaimsASecond} claims and {QuestionsASecond} questions a second");
        await using var heard = await HeardChanges.StartAsync(world.Host.Broker.ConnectionString);
        var raw = await RawListAsync(world);
        await LoadAsync(world, 5, groups, null);
        var times = new InboxTimes();
        await LoadAsync(world, seconds, groups, times);
        var screen = await times.HeardAsync(heard, Patience);
        var told = new[]
        {
            Figure("raw: a page of one brand from its index, by itself", raw, null),
            Figure("list of an operator's own", times.Own, 50),
            Figure("list of all of an operator's brands", times.All, 50),
            Figure("claim", times.Claims, 50),
            Figure("question sent to the change that the Console hears", screen, 200),
        };
        AnsiConsole.WriteLine($"{times.Claims.Count:N0} claimed, {times.Gone:N0} of them had gone to somebody else, {times.Failed:N0} calls failed; {times.Asked:N0} questions, all heard of");
        return told.All(held => held) && times.Failed == 0;
    }

    /// <summary>What the database takes for one brand's page, on a connection of its own.</summary>
    private static async Task<IReadOnlyCollection<double>> RawListAsync(InboxWorld world)
    {
        await using var owner = NpgsqlDataSource.Create(world.Host.OwnerConnectionString);
        var taken = new List<double>();
        for (var i = 0; i < 1000; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await using var command = owner.CreateCommand($"select * from work_items where brand_id = $1 and state <> 'resolved' order by rank_at, work_item_id limit {Page}");
            command.Parameters.AddWithValue(world.Brands[i % world.Brands.Length]);
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync()) { rows.GetString(7); }

            taken.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return taken;
    }

    private static async Task LoadAsync(InboxWorld world, int seconds, int groups, InboxTimes? times)
    {
        times ??= new InboxTimes();
        var dice = new Random(11);
        var claimable = new ConcurrentQueue<(int Person, string Brand, string Item)>();
        var started = Stopwatch.StartNew();
        await Task.WhenAll(
            ByTheClockAsync(ListsASecond, seconds, started, async (number, late) =>
            {
                var person = dice.Next(world.Operators.Length);
                var own = number % 2 == 0;
                var list = await world.As(world.Operators[person]).ListWorkItemsAsync(new ListWorkItemsRequest { OperatorId = own ? world.Operators[person].Id.ToString() : "", PageSize = Page });
                (own ? times.Own : times.All).Add(late());
                if (own)
                {
                    foreach (var item in list.Items.Where(item => item.State == "open").Take(3)) { claimable.Enqueue((person, item.BrandId, item.WorkItemId)); }
                }
            }, times),
            ByTheClockAsync(ClaimsASecond, seconds, started, async (_, late) =>
            {
                if (!claimable.TryDequeue(out var next)) { return; }

                try
                {
                    await world.As(world.Operators[next.Person]).ClaimWorkItemAsync(new ClaimWorkItemRequest { BrandId = next.Brand, WorkItemId = next.Item });
                }
                catch (RpcException refused) when (refused.StatusCode == StatusCode.FailedPrecondition) { times.OneGone(); }

                times.Claims.Add(late());
            }, times),
            ByTheClockAsync(QuestionsASecond, seconds, started, async (_, _) =>
            {
                var brand = dice.Next(world.Brands.Length);
                var asked = new HandedOnQuestion
                {
                    MessageId = Guid.NewGuid(), GroupId = InboxWorld.Group(brand, dice.Next(groups / world.Brands.Length)), MemberId = Guid.NewGuid(), Text = "请问什么时候发货？", AskedAt = DateTimeOffset.UtcNow, SuggestedAnswer = "", SuggestionScore = 0,
                };
                times.Ask(ItemPlan.IdOf(new BrandId(world.Brands[brand]), asked.MessageId));
                await world.Host.PublishAsync(new QuestionsHandedOnV1 { BrandId = world.Brands[brand], AccountId = InboxWorld.Account, Partition = dice.Next(2), Questions = [asked] });
            }, times));
    }

    /// <summary>Starts one thing after the other at a steady pace, each with how late it is against its time.</summary>
    private static async Task ByTheClockAsync(int aSecond, int seconds, Stopwatch clock, Func<int, Func<double>, Task> act, InboxTimes times)
    {
        var running = new List<Task>();
        for (var number = 0; number < aSecond * seconds; number++)
        {
            var due = TimeSpan.FromSeconds(number / (double)aSecond);
            if (due - clock.Elapsed is var early && early > TimeSpan.Zero) { await Task.Delay(early); }

            running.Add(GuardedAsync(number, due));
        }

        await Task.WhenAll(running);

        async Task GuardedAsync(int number, TimeSpan due)
        {
            try { await act(number, () => (clock.Elapsed - due).TotalMilliseconds); }
            catch (RpcException failed)
            {
                times.OneFailed();
                AnsiConsole.WriteLine(failed.Status.ToString());
            }
        }
    }

    private static bool Figure(string what, IReadOnlyCollection<double> taken, double? target)
    {
        double[] ordered = [.. taken.Order()];
        if (ordered.Length == 0) { return false; }

        double At(double share) => ordered[Math.Min(ordered.Length - 1, (int)(share * ordered.Length))];
        AnsiConsole.WriteLine($"  {what,-52} p50 {At(0.5),7:N1} ms, p99 {At(0.99),7:N1} ms{(target is { } most ? $", target {most:N0} ms: {(At(0.99) <= most ? "holds" : "fails")}" : "")} ({ordered.Length:N0})");
        return target is null || At(0.99) <= target;
    }
}
