using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using Steward.Channels.Accounts;
using Steward.Channels.Adapters;
using Steward.Channels.Commands;
using Steward.Channels.Roster;
using Steward.Testing;

namespace Steward.Channels.Tests.Commands.Torture;

/// <summary>
/// The ledger on a real database with a channel that fails at random, three replicas, round by round on a clock that leaps. Commands arrive in disorder while others are being
/// worked on, some of them twice and late, some acts before their account is known.
/// </summary>
internal sealed class LedgerTorture : IAsyncDisposable
{
    private const int ArriveAtOnce = 1000;
    private const int Replicas = 3;
    private const int RoundsBetweenLooks = 20;
    private readonly ServiceHost _host;
    private readonly int _count;
    private readonly Random _random;
    private readonly LeapingClock _clock = new(new DateTimeOffset(2026, 3, 30, 15, 0, 0, TimeSpan.Zero));
    private readonly FaultyWeCom _wecom;
    private readonly FaultyChannel _channel;
    private readonly CommandOptions _settings;
    private readonly TortureWorld _world;
    private readonly TortureReplica[] _replicas;
    private int _repeated;

    private LedgerTorture(ServiceHost host, int count, int seed)
    {
        (_host, _count, _random) = (host, count, new Random(seed));
        (_wecom, _channel) = (new FaultyWeCom(_clock, seed, FaultRates.For(count)), new FaultyChannel(seed));

        // WeCom takes 150,000 calls an hour: more commands need more time.
        _settings = new CommandOptions { QuietHours = "", DeadlineHours = 0.5 + (count / 100_000.0) };
        _world = new TortureWorld(host, count, new Uri("http://wecom.invalid"));
        _replicas = [.. Enumerable.Range(0, Replicas).Select(_ => new TortureReplica(host, _clock, _wecom, _channel, _settings))];
    }

    /// <summary>Tells now and then how far it is.</summary>
    public Action<string> Say { get; set; } = _ => { };

    public static async Task<LedgerTorture> StartAsync(int commands, int seed) => new(await HostAsync(), commands, seed);

    /// <summary>A host that nothing of the service runs in by itself: the test is its clock and its worker.</summary>
    public static Task<ServiceHost> HostAsync()
    {
        return ServiceHost.StartAsync(ChannelsService.Definition, services =>
        {
            foreach (var own in services.Where(IsOurs).ToList()) { services.Remove(own); }
        });

        static bool IsOurs(ServiceDescriptor service) =>
            service.ServiceType == typeof(IHostedService)
            && (service.ImplementationType ?? service.ImplementationInstance?.GetType() ?? service.ImplementationFactory?.Method.DeclaringType)?.FullName?.StartsWith("Steward.", StringComparison.Ordinal) == true;
    }

    public async Task<TortureReport> RunAsync()
    {
        await _world.PrepareAsync(_channel.Channel);
        var took = Stopwatch.StartNew();
        await ArriveAsync();

        // Until nearly all is settled; the rest stays for the run that has to settle what is unknown.
        for (var left = await LeftAsync(); left > _count / 50; left = await LeftAsync())
        {
            Say($"{took.Elapsed.TotalSeconds:N0} s: all have arrived, {left:N0} are open, {_clock.GetUtcNow():MM-dd HH:mm:ss}");
            for (var rounds = 0; rounds < RoundsBetweenLooks; rounds++) { await RoundsAsync(); }
        }

        _wecom.Faults = _channel.Faults = false;
        foreach (var replica in _replicas) { replica.Restart(); }

        var unknownBefore = await UnknownAsync();
        await ReconcileAsync();
        var unknownAfter = await UnknownAsync();
        while (await LeftAsync() > 0) { await RoundsAsync(); }

        took.Stop();
        var report = new TortureReport(_count, took.Elapsed, _wecom, _repeated, _replicas.Sum(replica => replica.Restarts))
        {
            UnknownBefore = unknownBefore, UnknownAfterOneRun = unknownAfter, DuplicateSends = _wecom.Duplicates + _channel.Duplicates,
        };
        return await report.ReadAsync(_world);
    }

    /// <summary>All commands, in no order; what arrives while the replicas work on what came before.</summary>
    private async Task ArriveAsync()
    {
        var accounts = new AccountDirectory(_host.Database, _host.Services.GetRequiredService<SecretBox>(), _clock);
        var options = Options.Create(_settings);
        var sends = new PlanCommand(options, _clock);
        var acts = new PlanAct(accounts, new AssignAct(new ChannelAdapters([_channel]), new RosterQueue(_host.Database, _clock), options, _clock), options, _clock);
        var order = Enumerable.Range(0, _count).Concat(Enumerable.Range(0, _count).Where(_ => _random.NextDouble() < 0.02)).ToArray();
        _random.Shuffle(order);
        _repeated = order.Length - _count;
        var known = false;
        for (var from = 0; from < order.Length; from += ArriveAtOnce)
        {
            if (!known && from > order.Length / 2)
            {
                await _world.ConnectLateAsync(_channel.Channel);
                known = true;
            }

            var part = order[from..Math.Min(order.Length, from + ArriveAtOnce)];
            await using (var transaction = await _host.Database.BeginAsync(_world.Brand, CancellationToken.None))
            {
                await sends.HandleAsync(_world.Brand, [.. part.Where(n => !TortureWorld.IsAct(n)).Select(_world.Send)], transaction, CancellationToken.None);
                foreach (var n in part.Where(TortureWorld.IsAct)) { await acts.HandleAsync(_world.Act(n), transaction, CancellationToken.None); }

                await transaction.CommitAsync(CancellationToken.None);
            }

            if (from / ArriveAtOnce % 10 == 0) { Say($"{from:N0} have arrived, {await LeftAsync():N0} are open, {_clock.GetUtcNow():MM-dd HH:mm:ss}"); }

            await RoundsAsync();
        }
    }

    /// <summary>A round of each replica, side by side; when nothing is due for any, the clock leaps to what is next.</summary>
    private async Task RoundsAsync()
    {
        var due = await Task.WhenAll(_replicas.Select(replica => replica.RoundAsync()));
        if (due.Sum() == 0) { await LeapAsync(); }
    }

    /// <summary>One reconciliation run: everything that is open is due, after the time of grace, and is looked at once.</summary>
    private async Task ReconcileAsync()
    {
        _clock.LeapTo(_clock.GetUtcNow().AddMinutes(2));
        var mark = $"'{_clock.GetUtcNow().AddHours(-1):O}'::timestamptz";
        await _world.AskAsync<long>($"with due as (update command_work set due_at = {mark} returning 1) select count(*) from due");
        while (await _world.AskAsync<long>($"select count(*) from command_work where due_at <= {mark}") > 0) { await _replicas[0].RoundAsync(); }
    }

    private async Task LeapAsync()
    {
        await using var connection = await _world.OpenAsync();
        await using var query = new NpgsqlCommand("select min(due_at) from generate_series(0, 2) as p cross join lateral (select min(due_at) as due_at from command_work where priority = p) as next", connection);
        if (await query.ExecuteScalarAsync() is DateTime next) { _clock.LeapTo(new DateTimeOffset(next, TimeSpan.Zero).AddMilliseconds(1)); }
    }

    private Task<long> LeftAsync() => _world.AskAsync<long>("select count(*) from command_work");

    private Task<long> UnknownAsync() => _world.AskAsync<long>("select count(*) from command_calls where state in ('calling', 'unknown')");

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas) { replica.Dispose(); }

        await _host.DisposeAsync();
    }
}
