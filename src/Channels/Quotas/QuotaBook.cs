using System.Diagnostics.Metrics;
using Npgsql;
using Steward.Channels.Accounts;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Quotas;

/// <summary>
/// The buckets in the database, which all replicas share. A claim locks its buckets until the transaction ends, in one order, so that two who want the last
/// place cannot both get it and nobody deadlocks.
/// </summary>
internal sealed class QuotaBook(QuotaRules rules)
{
    private static readonly Meter Meter = new("Steward.Channels");
    private static readonly Counter<long> Closed = Meter.CreateCounter<long>("steward.quotas.closed", description: "Times a channel refused for too many calls, by scope.");

    /// <summary>Locks the buckets of these claims and shows how they stand.</summary>
    public async Task<QuotaPicture> LockAsync(BrandTransaction transaction, Account account, IEnumerable<QuotaClaim> claims, DateTimeOffset now, CancellationToken ct)
    {
        var known = await rules.OfAsync(transaction, account, ct);
        var rows = Rows(known, account, claims.Distinct().Select(claim => (claim, 1)), now);
        if (rows.Count == 0) { return new QuotaPicture(known, [], now); }

        // First all that are missing, then the locks, both in one order: who waits for a bucket holds only earlier ones.
        await using (var make = transaction.Command(
            """
            insert into quota_uses (brand_id, holder_id, scope, subject, span, starts_at)
            select $1, holder, scope, subject, span, start from unnest($2, $3, $4, $5, $6) as claimed (holder, scope, subject, span, start) order by scope, subject, span, start, holder
            on conflict do nothing
            """))
        {
            Bind(make, account, rows);
            await make.ExecuteNonQueryAsync(ct);
        }

        await using var command = transaction.Command(
            """
            select u.scope, u.subject, u.span, u.starts_at, u.used, u.moments, u.closed_until, u.waiting
            from quota_uses u join unnest($2, $3, $4, $5, $6) as c (holder, scope, subject, span, start)
              on u.holder_id = c.holder and u.scope = c.scope and u.subject = c.subject and u.span = c.span and u.starts_at = c.start
            where u.brand_id = $1 order by u.scope, u.subject, u.span, u.starts_at, u.holder_id for update of u
            """);
        Bind(command, account, rows);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var buckets = new List<QuotaBucket>(rows.Count);
        while (await reader.ReadAsync(ct))
        {
            buckets.Add(new QuotaBucket
            {
                Scope = reader.GetString(0), Subject = reader.GetString(1), Span = reader.GetString(2), StartsAt = reader.GetFieldValue<DateTimeOffset>(3), Used = reader.GetInt32(4),
                Moments = reader.GetFieldValue<DateTime[]>(5), ClosedUntil = await reader.IsDBNullAsync(6, ct) ? null : reader.GetFieldValue<DateTimeOffset>(6), Waiting = reader.GetInt32(7),
            });
        }

        return new QuotaPicture(known, buckets, now);
    }

    /// <summary>Takes these claims, which the picture shows room for.</summary>
    public Task TakeAsync(BrandTransaction transaction, Account account, IEnumerable<QuotaClaim> claims, QuotaPicture picture, CancellationToken ct)
    {
        foreach (var claim in claims) { picture.Take(claim); }

        return SaveAsync(transaction, account, picture, ct);
    }

    /// <summary>Writes down what was taken from a picture, and who was sent on.</summary>
    public async Task SaveAsync(BrandTransaction transaction, Account account, QuotaPicture picture, CancellationToken ct)
    {
        var known = await rules.OfAsync(transaction, account, ct);
        await ChangeAsync(
            transaction,
            account,
            Rows(known, account, picture.Taken.Select(one => (one.Key, one.Value)), picture.At),
            picture.At,
            """
            update quota_uses set used = used + times, moments = case when starts_at = 'epoch' then array(select m from unnest(moments) as m order by m desc limit 20) || array_fill($8, array[times]) else moments end
            from unnest($2, $3, $4, $5, $6, $7) as c (holder, c_scope, c_subject, c_span, c_start, times)
            where brand_id = $1 and holder_id = holder and scope = c_scope and subject = c_subject and span = c_span and starts_at = c_start and span <> 'circuit'
            """,
            ct);
        await ChangeAsync(
            transaction,
            account,
            [.. picture.SentOn.SelectMany(one => Rows(known, account, [(one.Key.Claim, one.Value)], picture.At).Where(row => row.Span == one.Key.Span))],
            picture.At,
            """
            update quota_uses set waiting = waiting + times from unnest($2, $3, $4, $5, $6, $7) as c (holder, c_scope, c_subject, c_span, c_start, times)
            where brand_id = $1 and holder_id = holder and scope = c_scope and subject = c_subject and span = c_span and starts_at = c_start and $8 is not null
            """,
            ct);
    }

    /// <summary>Gives back what was taken at that moment and has certainly not been used; a claim as often as it is named.</summary>
    public async Task GiveBackAsync(BrandTransaction transaction, Account account, IEnumerable<QuotaClaim> claims, DateTimeOffset takenAt, CancellationToken ct) =>
        await ChangeAsync(
            transaction,
            account,
            Rows(await rules.OfAsync(transaction, account, ct), account, claims.CountBy(claim => claim).Select(one => (one.Key, one.Value)), takenAt),
            takenAt,
            """
            update quota_uses set used = greatest(used - times, 0),
                   moments = case when starts_at <> 'epoch' then moments
                                  else array(select m from (select m, row_number() over (partition by m) as copy from unnest(moments) as m) as kept where m <> $8 or copy > times) end
            from unnest($2, $3, $4, $5, $6, $7) as c (holder, c_scope, c_subject, c_span, c_start, times)
            where brand_id = $1 and holder_id = holder and scope = c_scope and subject = c_subject and span = c_span and starts_at = c_start and span <> 'circuit'
            """,
            ct);

    /// <summary>The channel has refused for too many calls: closes the claim's circuit for the window that we have used most of.</summary>
    /// <returns>Until when.</returns>
    public async Task<DateTimeOffset> CloseAsync(BrandTransaction transaction, Account account, QuotaClaim claim, DateTimeOffset now, CancellationToken ct)
    {
        var known = (await rules.OfAsync(transaction, account, ct)).Where(rule => rule.Scope == claim.Scope).ToList();
        var used = await transaction.QueryAsync<QuotaBucket>(
            "select scope, subject, span, starts_at, used from quota_uses where brand_id = @brand and scope = @Scope and subject = @Subject and starts_at = any (@starts)",
            new { brand = account.Brand, claim.Scope, claim.Subject, starts = known.Select(rule => new QuotaSpan(rule.Span).StartOf(now).UtcDateTime).ToArray() },
            ct);
        var until = now + QuotaPicture.ClosedFor(known.Select(rule => (rule, used.Where(bucket => bucket.Span == rule.Span).Max(bucket => (int?)bucket.Used) ?? 0)));
        foreach (var rule in known.Where(rule => rule.Span == QuotaSpan.Circuit))
        {
            await transaction.ExecuteAsync(
                """
                insert into quota_uses as uses (brand_id, holder_id, scope, subject, span, starts_at, closed_until) values (@brand, @holder, @Scope, @Subject, 'circuit', 'epoch', @until)
                on conflict (brand_id, holder_id, scope, subject, span, starts_at) do update set closed_until = greatest(uses.closed_until, excluded.closed_until)
                """,
                new { brand = account.Brand, holder = QuotaRules.HolderOf(rule, account), claim.Scope, claim.Subject, until },
                ct);
        }

        Closed.Add(1, new KeyValuePair<string, object?>("scope", claim.Scope));
        return until;
    }

    private static async Task ChangeAsync(BrandTransaction transaction, Account account, List<Row> rows, DateTimeOffset at, string sql, CancellationToken ct)
    {
        if (rows.Count == 0) { return; }

        await using var command = transaction.Command(sql);
        Bind(command, account, rows);
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. rows.Select(row => row.Times)] });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = at.UtcDateTime });
        await command.ExecuteNonQueryAsync(ct);
    }

    private static List<Row> Rows(IReadOnlyList<QuotaRule> known, Account account, IEnumerable<(QuotaClaim Claim, int Times)> claims, DateTimeOffset at)
    {
        var rules = known.Select(rule => (rule.Scope, rule.Span, Holder: QuotaRules.HolderOf(rule, account), Start: new QuotaSpan(rule.Span).StartOf(at))).ToLookup(rule => rule.Scope);
        return [.. claims.SelectMany(one => rules[one.Claim.Scope], (one, rule) => new Row(rule.Holder, one.Claim, rule.Span, rule.Start, one.Times))];
    }

    private static void Bind(NpgsqlCommand command, Account account, List<Row> rows)
    {
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Brand.Value });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. rows.Select(row => row.Holder)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(row => row.Claim.Scope)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(row => row.Claim.Subject)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(row => row.Span)] });
        command.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = [.. rows.Select(row => row.Start.UtcDateTime)] });
    }

    private sealed record Row(Guid Holder, QuotaClaim Claim, string Span, DateTimeOffset Start, int Times);
}
