using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Steward.Channels.Accounts;
using Steward.Channels.Adapters;
using Steward.Channels.Commands;
using Steward.Channels.Quotas;
using Steward.Channels.Tasks;
using Steward.Channels.WeCom;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.Testing;

namespace Steward.Channels.Tests.Commands.Torture;

/// <summary>What the torture came to; all of the figures that must be 0 are named so.</summary>
internal sealed record TortureReport(
    int Commands, TimeSpan Took, int Taken, int LostAnswers, int Storms, int Kills, int Restarts, long Reconciled, long Blocked, long UnknownBefore, int DuplicateSends, int QuotaBreaches, long WithoutOutcome,
    long UnknownAfterOneRun, long NotToldOnce, long MiscountedQuotas, IReadOnlyDictionary<string, long> Outcomes)
{
    /// <summary>Whether everything that must be 0 is.</summary>
    public bool Clean => DuplicateSends + QuotaBreaches + WithoutOutcome + UnknownAfterOneRun + NotToldOnce + MiscountedQuotas == 0;

    public override string ToString() =>
        $"""
         {Commands:N0} commands in {Took.TotalSeconds:N1} s ({Commands / Took.TotalSeconds:N0}/s): {Taken:N0} broadcasts taken, {LostAnswers:N0} answers lost after that, {Storms} storms of 45009,
         {Kills} ends of the process ({Restarts} restarts), {Reconciled:N0} unknown outcomes settled by looking, {Blocked:N0} commands held back by a quota at some time.
         Outcomes: {string.Join(", ", Outcomes.Select(one => $"{one.Key} {one.Value:N0}"))}. Unknown when the reconciliation run began: {UnknownBefore:N0}.
         Duplicate sends {DuplicateSends}, quota breaches {QuotaBreaches}, without outcome {WithoutOutcome}, unknown after one reconciliation run {UnknownAfterOneRun}, not told exactly once {NotToldOnce}, miscounted quotas {MiscountedQuotas}.
         """;
}

/// <summary>The ledger on a real database with a channel that fails at random, round by round on a clock that leaps.</summary>
internal sealed class LedgerTorture : IAsyncDisposable
{
    private const int GroupsOfOwner = 5;
    private const int PlannedAtOnce = 200;
    private readonly ServiceHost _host;
    private readonly int _count;
    private readonly Random _random;
    private readonly LeapingClock _clock = new(new DateTimeOffset(2026, 3, 30, 15, 0, 0, TimeSpan.Zero));
    private readonly FaultyWeCom _wecom;
    private readonly FaultyChannel _channel;
    private readonly Guid _brand = Guid.NewGuid();
    private readonly AccountId _account = new(Guid.NewGuid());
    private readonly AccountId _other = new(Guid.NewGuid());
    private CancellationTokenSource _life = new();
    private int _restarts;

    private LedgerTorture(ServiceHost host, int count, int seed)
    {
        (_host, _count, _random) = (host, count, new Random(seed));
        (_wecom, _channel) = (new FaultyWeCom(_clock, seed), new FaultyChannel(seed));
        Owners = Math.Max(4, count / 10 / GroupsOfOwner);
    }

    private int Owners { get; }

    public static async Task<LedgerTorture> StartAsync(int commands, int seed)
    {
        // Nothing of the service runs by itself: the test is its clock and its worker.
        var host = await ServiceHost.StartAsync(ChannelsService.Definition, services =>
        {
            foreach (var own in services.Where(IsOurs).ToList()) { services.Remove(own); }
        });
        return new LedgerTorture(host, commands, seed);

        static bool IsOurs(ServiceDescriptor service) =>
            service.ServiceType == typeof(IHostedService)
            && (service.ImplementationType ?? service.ImplementationInstance?.GetType() ?? service.ImplementationFactory?.Method.DeclaringType)?.FullName?.StartsWith("Steward.", StringComparison.Ordinal) == true;
    }

    public async Task<TortureReport> RunAsync()
    {
        await PrepareAsync();
        var took = Stopwatch.StartNew();
        await PlanAsync();

        // Until nearly all is settled; the rest stays for the run that has to settle what is unknown.
        var work = Build();
        while (await AskAsync<long>("select count(*) from command_work") > _count / 50) { work = await RoundAsync(work); }

        _wecom.Faults = _channel.Faults = false;
        var unknownBefore = await UnknownAsync();
        await ReconcileAsync(Build());
        var unknownAfter = await UnknownAsync();
        work = Build();
        while (await AskAsync<long>("select count(*) from command_work") > 0) { work = await RoundAsync(work); }

        return await ReportAsync(took.Elapsed, unknownBefore, unknownAfter);
    }

    /// <summary>One round; when nothing is due, the clock leaps to what is next. When the process was ended, another one goes on.</summary>
    private async Task<WorkOffCommands> RoundAsync(WorkOffCommands work)
    {
        try
        {
            if (await work.RoundAsync(_life.Token) == 0) { await LeapAsync(); }

            return work;
        }
        catch (OperationCanceledException) when (_life.IsCancellationRequested)
        {
            _restarts++;
            return Build();
        }
    }

    /// <summary>One reconciliation run: everything that is open is due, after the time of grace, and is looked at once.</summary>
    private async Task ReconcileAsync(WorkOffCommands work)
    {
        _clock.LeapTo(_clock.GetUtcNow().AddMinutes(2));
        await AskAsync<long>($"with due as (update command_work set due_at = '{_clock.GetUtcNow():O}'::timestamptz - interval '1 hour' returning 1) select count(*) from due");
        for (var left = await AskAsync<long>("select count(*) from command_work"); left > 0; left -= 32) { await work.RoundAsync(CancellationToken.None); }
    }

    private async Task LeapAsync()
    {
        await using var connection = new NpgsqlConnection(_host.OwnerConnectionString);
        await connection.OpenAsync();
        await using var query = new NpgsqlCommand("select min(due_at) from command_work", connection);
        if (await query.ExecuteScalarAsync() is DateTime next) { _clock.LeapTo(new DateTimeOffset(next, TimeSpan.Zero).AddMilliseconds(1)); }
    }

    /// <summary>A new process: everything that is kept in memory is forgotten.</summary>
    private WorkOffCommands Build()
    {
        _life.Dispose();
        _life = new CancellationTokenSource();
        _wecom.Kill = _life.Cancel;
        var database = _host.Database;
        var options = Options.Create(new CommandOptions { QuietHours = "", DeadlineHours = 0.5 });
        var accounts = new AccountDirectory(database, _host.Services.GetRequiredService<SecretBox>(), _clock);
        var client = new WeComClient(new HttpClient(_wecom, disposeHandler: false), new AccessTokens(_clock), _clock);
        var rules = new QuotaRules(_clock);
        var quotas = new QuotaBook(rules);
        var ledger = new CommandLedger(database, quotas, _clock);
        var start = new StartCall(database, quotas, options, _clock);
        var adapters = new ChannelAdapters([new WeComAdapter(client), _channel]);
        var acts = new AdvanceAct(
            new ActLedger(database, quotas, _clock), new RemindCommand(database, quotas, rules, accounts, client, _clock), new Escalation(database, _clock, NullLogger<Escalation>.Instance), accounts, adapters, database,
            options, _clock, NullLogger<AdvanceAct>.Instance);
        var advance = new AdvanceCommand(
            ledger, start, new SendByAdapter(ledger, start, options, _clock), acts, accounts, adapters, client, database, options, _clock, NullLogger<AdvanceCommand>.Instance);
        return new WorkOffCommands(database, advance, _clock, NullLogger<WorkOffCommands>.Instance);
    }

    private async Task PrepareAsync()
    {
        var secrets = _host.Services.GetRequiredService<SecretBox>().Close(new AccountSecrets { Secret = "s", CallbackToken = "", EncodingAesKey = "", ArchiveSecret = "" });
        await using var connection = new NpgsqlConnection(_host.OwnerConnectionString);
        await connection.OpenAsync();
        foreach (var (account, channel) in new[] { (_account, "wecom"), (_other, "faulty") })
        {
            await using var insert = new NpgsqlCommand(
                """
                with route as (insert into account_routes (account_id, brand_id) values ($2, $1))
                insert into accounts (brand_id, account_id, name, base_url, corp_id, agent_id, secrets, reads, created_at, channel) values ($1, $2, 'a', 'http://wecom.invalid', 'ww', 1, $3, false, now(), $4)
                """,
                connection);
            insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = _brand });
            insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Value });
            insert.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = secrets });
            insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = channel });
            await insert.ExecuteNonQueryAsync();
        }

        await using var groups = new NpgsqlCommand(
            """
            insert into groups (brand_id, account_id, group_id, chat_id, owner, name, member_version, created_at, synced_at) select $1, $2, *, 'g', '', now(), now() from unnest($3, $4, $5);
            """,
            connection);
        var chats = Enumerable.Range(0, Owners * GroupsOfOwner).Select(n => $"wr{n}").ToArray();
        groups.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = _brand });
        groups.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = _account.Value });
        groups.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. chats.Select(chat => GroupId.From(_account, chat).Value)] });
        groups.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = chats });
        groups.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. chats.Select((_, n) => $"owner{n / GroupsOfOwner}")] });
        await groups.ExecuteNonQueryAsync();
        await using var people = new NpgsqlCommand(
            "insert into people (brand_id, account_id, member_id, external_id, name, is_staff) values ($1, $2, $3, 'wm1', 'a', false)", connection);
        people.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = _brand });
        people.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = _other.Value });
        people.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = MemberId.From(_other, "wm1").Value });
        await people.ExecuteNonQueryAsync();
    }

    /// <summary>Nine of ten commands are sends to a few groups of one owner, one in twenty with the words of the one before; the tenth is an act. Some arrive twice.</summary>
    private async Task PlanAsync()
    {
        var accounts = new AccountDirectory(_host.Database, _host.Services.GetRequiredService<SecretBox>(), _clock);
        var options = Options.Create(new CommandOptions { QuietHours = "", DeadlineHours = 0.5 });
        var sends = new PlanCommand(options, _clock);
        var acts = new PlanAct(accounts, new ChannelAdapters([_channel]), options, _clock);
        for (var from = 0; from < _count; from += PlannedAtOnce)
        {
            await using var transaction = await _host.Database.BeginAsync(new BrandId(_brand), CancellationToken.None);
            for (var n = from; n < Math.Min(_count, from + PlannedAtOnce); n++)
            {
                for (var times = _random.NextDouble() < 0.02 ? 2 : 1; times > 0; times--)
                {
                    if (n % 10 == 9) { await acts.HandleAsync(Act(n), transaction, CancellationToken.None); }
                    else { await sends.HandleAsync(Send(n), transaction, CancellationToken.None); }
                }
            }

            await transaction.CommitAsync(CancellationToken.None);
        }
    }

    private SendToGroupsV1 Send(int n)
    {
        // A few owners get far more than their groups' month has room for. Twins: the same words of the same owner to other groups at the same time.
        var (twin, hot) = (n % 20 is 0 or 1, n % 50 == 7);
        var owner = twin ? n / 20 % Owners : hot ? n % 4 : (n * 2654435761L >> 7) % Owners;
        var first = twin ? n % 2 * 2 : n % 3;
        return new SendToGroupsV1
        {
            CommandId = Id(n), BrandId = _brand, AccountId = _account.Value, Origin = (n % 3) switch { 0 => "inbox", 1 => "knowledge", _ => "calendar" }, RequestedBy = "",
            GroupIds = [.. Enumerable.Range(first, 2).Select(k => GroupId.From(_account, $"wr{(owner * GroupsOfOwner) + k}").Value)],
            Text = twin ? $"同{n / 20}" : $"第{n}条",
        };
    }

    private ActV1 Act(int n) => new()
    {
        CommandId = Id(n), BrandId = _brand, AccountId = _other.Value, Kind = "warn", Origin = "moderation", MemberId = MemberId.From(_other, "wm1").Value, Text = "w", Arguments = [], Evidence = "e", RequestedBy = "",
    };

    private static Guid Id(int n) => DerivedId.Of(Guid.Empty, "torture", n.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private Task<long> UnknownAsync() => AskAsync<long>("select count(*) from command_calls where state in ('calling', 'unknown')");

    private async Task<TortureReport> ReportAsync(TimeSpan took, long unknownBefore, long unknownAfter)
    {
        var outcomes = new SortedDictionary<string, long>(StringComparer.Ordinal);
        await using var connection = new NpgsqlConnection(_host.OwnerConnectionString);
        await connection.OpenAsync();
        await using (var query = new NpgsqlCommand("select state, count(*) from commands group by state", connection))
        await using (var reader = await query.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync()) { outcomes[reader.GetString(0)] = reader.GetInt64(1); }
        }

        // Each group's month: the ledger never counts less than WeCom got. It may count more where an answer was lost, because the list of groups that WeCom left out was lost with it.
        var (miscounted, overcounted) = (0L, 0L);
        await using (var query = new NpgsqlCommand("select subject, extract(month from starts_at at time zone 'Asia/Shanghai')::int, used from quota_uses where scope = 'group-broadcast'", connection))
        await using (var reader = await query.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                var over = reader.GetInt32(2) - _wecom.Months.GetValueOrDefault((reader.GetString(0), reader.GetInt32(1)));
                if (over < 0) { miscounted++; }
                else { overcounted += over; }
            }
        }

        return new TortureReport(
            _count, took, _wecom.Taken, _wecom.LostAnswers, _wecom.Storms, _wecom.Kills, _restarts,
            await AskAsync<long>("select count(*) from command_history where state = 'reconciled'"),
            await AskAsync<long>("select count(*) from commands where blocked_reason = 'quota'"),
            unknownBefore,
            _wecom.Duplicates + _channel.Duplicates,
            _wecom.Breaches,
            _count - await AskAsync<long>("select count(*) from commands where state in ('confirmed', 'partly', 'failed') and settled_at is not null"),
            unknownAfter,
            _count - await AskAsync<long>("select count(*) from (select convert_from(body, 'UTF8')::jsonb ->> 'commandId' as id from outbox where urn like '%settled%' group by 1 having count(*) = 1) once"),
            overcounted > _wecom.LostAnswers ? miscounted + overcounted : miscounted,
            outcomes);
    }

    private async Task<T> AskAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(_host.OwnerConnectionString);
        await connection.OpenAsync();
        await using var query = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        return (T)(await query.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        _life.Dispose();
        _wecom.Dispose();
        await _host.DisposeAsync();
    }
}
