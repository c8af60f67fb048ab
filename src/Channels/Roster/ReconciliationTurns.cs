using Microsoft.Extensions.Options;
using Npgsql;
using Steward.Channels.Quotas;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Roster;

/// <summary>An account whose turn it is.</summary>
/// <param name="Account">Which.</param>
/// <param name="Brand">Whose.</param>
/// <param name="Asked">The run that somebody asked for; null: it is night.</param>
internal sealed record ReconciliationTurn(AccountId Account, BrandId Brand, Guid? Asked);

/// <summary>Which account is compared when, and by which replica: a lease that its holder renews, so that a run whose process died is started again by another.</summary>
internal sealed class ReconciliationTurns(Database database, IOptions<RosterOptions> options, TimeProvider clock) : IDisposable
{
    /// <summary>How often the holder of a turn has to say that it still runs.</summary>
    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim _rung = new(0, 1);

    /// <summary>The next night's moment after <paramref name="now"/>. A time that the zone's clock leaves out is taken an hour later.</summary>
    internal static DateTimeOffset NextNight(DateTimeOffset now, TimeOnly at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var night = DateOnly.FromDateTime(local).ToDateTime(at);
        if (night <= local) { night = night.AddDays(1); }

        if (zone.IsInvalidTime(night)) { night = night.AddHours(1); }

        return new DateTimeOffset(night, zone.GetUtcOffset(night)).ToUniversalTime();
    }

    /// <summary>Puts an account first. Asked for again before it is done, it is the same run.</summary>
    /// <returns>The run's id.</returns>
    public async Task<Guid> AskAsync(AccountId account, BrandId brand, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var ask = new NpgsqlCommand(
            """
            insert into reconciliation_turns as known (account_id, brand_id, due_at, asked) values ($1, $2, $3, $4)
            on conflict (account_id) do update set asked = coalesce(known.asked, excluded.asked) returning asked
            """,
            connection);
        ask.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Value });
        ask.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand.Value });
        ask.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = (await NextAsync(brand, ct)).UtcDateTime });
        ask.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7(clock.GetUtcNow()) });
        var asked = (Guid)(await ask.ExecuteScalarAsync(ct))!;
        lock (_rung)
        {
            if (_rung.CurrentCount == 0) { _rung.Release(); }
        }

        return asked;
    }

    /// <summary>Returns when this process was asked for one, or after a while.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken ct) => _rung.WaitAsync(atMost, ct);

    /// <summary>An account whose turn it is, leased to this replica; accounts that are new get their first night.</summary>
    public async Task<ReconciliationTurn?> TakeAsync(CancellationToken ct)
    {
        await EnterAsync(ct);
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenAsync(ct);
        await using var take = new NpgsqlCommand(
            """
            update reconciliation_turns set leased_until = $2
            where account_id = (select account_id from reconciliation_turns where (due_at <= $1 or asked is not null) and (leased_until is null or leased_until < $1)
                                order by asked is null, due_at limit 1 for update skip locked)
            returning account_id, brand_id, asked
            """,
            connection);
        take.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        take.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = (now + Lease).UtcDateTime });
        await using var reader = await take.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new ReconciliationTurn(new AccountId(reader.GetGuid(0)), new BrandId(reader.GetGuid(1)), reader.IsDBNull(2) ? null : reader.GetGuid(2))
            : null;
    }

    /// <summary>Keeps the lease while the run goes on.</summary>
    public Task RenewAsync(ReconciliationTurn turn, CancellationToken ct) => SetAsync("update reconciliation_turns set leased_until = $2 where account_id = $1 and (asked is null or asked = $3 or $3 = '00000000-0000-0000-0000-000000000000')", turn, clock.GetUtcNow() + Lease, ct);

    /// <summary>Ends the turn: the next is in the next night.</summary>
    public async Task EndAsync(ReconciliationTurn turn, CancellationToken ct) =>
        await SetAsync("update reconciliation_turns set leased_until = null, due_at = $2, asked = nullif(asked, $3) where account_id = $1", turn, await NextAsync(turn.Brand, ct), ct);

    public void Dispose() => _rung.Dispose();

    /// <summary>Accounts that are new get their first night.</summary>
    private async Task EnterAsync(CancellationToken ct)
    {
        var fresh = new List<(Guid Account, BrandId Brand)>();
        await using var connection = await database.OpenAsync(ct);
        await using (var query = new NpgsqlCommand("select account_id, brand_id from account_routes route where not exists (select from reconciliation_turns turn where turn.account_id = route.account_id)", connection))
        await using (var reader = await query.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct)) { fresh.Add((reader.GetGuid(0), new BrandId(reader.GetGuid(1)))); }
        }

        foreach (var (account, brand) in fresh)
        {
            await using var enter = new NpgsqlCommand("insert into reconciliation_turns (account_id, brand_id, due_at) values ($1, $2, $3) on conflict do nothing", connection);
            enter.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account });
            enter.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand.Value });
            enter.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = (await NextAsync(brand, ct)).UtcDateTime });
            await enter.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>The next night by the brand's clock: the one that its quiet hours go by, else the setting's.</summary>
    private async Task<DateTimeOffset> NextAsync(BrandId brand, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var hours = await QuietHours.OfAsync(transaction, brand, new QuietHours(TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone), 0, 0), ct);
        return NextNight(clock.GetUtcNow(), options.Value.NightlyAt, hours.Zone);
    }

    private async Task SetAsync(string sql, ReconciliationTurn turn, DateTimeOffset moment, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var set = new NpgsqlCommand(sql, connection);
        set.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = turn.Account.Value });
        set.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = moment.UtcDateTime });
        set.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = turn.Asked ?? Guid.Empty });
        await set.ExecuteNonQueryAsync(ct);
    }
}
