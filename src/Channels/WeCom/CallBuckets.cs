using Npgsql;
using Steward.Channels.Accounts;
using Steward.Channels.Quotas;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.WeCom;

/// <summary>Which buckets a call is taken from.</summary>
/// <param name="Corp">The corp, at the API that it is called at.</param>
/// <param name="Address">Our address, which all corps share.</param>
/// <param name="Api">What is called.</param>
/// <param name="Bulk">Nobody waits for it.</param>
/// <param name="Act">The ledger counts the corp's part itself.</param>
internal sealed record CallShare(string Corp, string Address, string Api, bool Bulk, bool Act);

/// <summary>Calls that were taken before and not made in their time.</summary>
/// <param name="Calls">How many.</param>
/// <param name="GivenAt">When they were given.</param>
internal readonly record struct UnusedCalls(int Calls, DateTimeOffset GivenAt);

/// <summary>The buckets in the database, which all replicas share: locked in one order, decided by <see cref="CallBucket"/>, written back.</summary>
internal sealed class CallBuckets(Database database, QuotaRules rules, QuotaBook quotas)
{
    private const string OfCorp = "corp-api";
    private const string OfAddress = "address-api";
    private const int Unlimited = 1_000_000;

    /// <summary>What a share came to.</summary>
    internal readonly record struct Grant(int Granted, DateTimeOffset OpensAt, bool Closed);

    /// <summary>Takes a block of calls, and gives back what was not used of the last.</summary>
    public async Task<Grant> TakeAsync(Account account, CallShare share, UnusedCalls unused, DateTimeOffset now, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(account.Brand, ct);
        var known = await rules.OfAsync(transaction, account, ct);
        var (ofCorp, ofAddress) = (LimitsOf(known, share.Api), LimitsOf(known, OfAddress));
        var corp = (await LockAsync(transaction, $"corp {share.Corp}", share.Api, ct)).GiveBack(share.Act ? 0 : unused.Calls, unused.GivenAt);
        var address = (await LockAsync(transaction, $"address {share.Address}", share.Api, ct)).GiveBack(unused.Calls, unused.GivenAt);
        var grant = Take(ref corp, ofCorp, ref address, ofAddress, share, now);

        // Also if there is nothing to be had: what was given back is.
        await SaveAsync(transaction, $"corp {share.Corp}", share.Api, corp, ct);
        await SaveAsync(transaction, $"address {share.Address}", share.Api, address, ct);
        await transaction.CommitAsync(ct);
        return grant;
    }

    /// <summary>As many as both have, from both.</summary>
    private static Grant Take(ref CallBucket corp, CallLimits ofCorp, ref CallBucket address, CallLimits ofAddress, CallShare share, DateTimeOffset now)
    {
        if (corp.ClosedUntil > now) { return new Grant(0, corp.ClosedUntil, true); }

        var fromAddress = address.Take(ofAddress, Math.Min(CallBucket.BlockOf(ofCorp), CallBucket.BlockOf(ofAddress)), share.Bulk, now);
        if (fromAddress.Granted == 0) { return new Grant(0, fromAddress.OpensAt, false); }

        if (!share.Act)
        {
            var fromCorp = corp.Take(ofCorp, fromAddress.Granted, share.Bulk, now);
            if (fromCorp.Granted == 0) { return new Grant(0, fromCorp.OpensAt, false); }

            corp = fromCorp.After;
            fromAddress = address.Take(ofAddress, fromCorp.Granted, share.Bulk, now);
        }

        address = fromAddress.After;
        return new Grant(fromAddress.Granted, now, false);
    }

    /// <summary>Closes the corp's bucket, and the circuit that the ledger asks before an act.</summary>
    /// <returns>Until when.</returns>
    public async Task<DateTimeOffset> CloseAsync(Account account, string corp, string api, DateTimeOffset now, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(account.Brand, ct);
        var limits = LimitsOf(await rules.OfAsync(transaction, account, ct), api);
        var closed = (await LockAsync(transaction, $"corp {corp}", api, ct)).Close(limits, now);
        await SaveAsync(transaction, $"corp {corp}", api, closed, ct);

        await quotas.CloseAsync(transaction, account, new QuotaClaim(OfCorp, api), now, ct);
        await transaction.CommitAsync(ct);
        return closed.ClosedUntil;
    }

    /// <summary>The rules of an API of its own, or those that hold for all.</summary>
    private static CallLimits LimitsOf(IReadOnlyList<QuotaRule> known, string scope)
    {
        var common = scope == OfAddress ? OfAddress : OfCorp;
        var (minute, hour) = (Rule("minute"), Rule("hour"));
        return new CallLimits(minute?.Most ?? Unlimited, hour?.Most ?? 60 * Unlimited, minute?.BulkPercent ?? 100);

        QuotaRule? Rule(string span) => known.FirstOrDefault(rule => rule.Scope == scope && rule.Span == span) ?? known.FirstOrDefault(rule => rule.Scope == common && rule.Span == span);
    }

    private static async Task<CallBucket> LockAsync(BrandTransaction transaction, string bucket, string api, CancellationToken ct)
    {
        await using var command = transaction.Command(
            """
            insert into call_buckets as known (bucket, api) values ($1, $2) on conflict (bucket, api) do update set api = known.api
            returning next_at, bulk_next_at, closed_until, minute, minutes
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = bucket });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = api });
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return new CallBucket
        {
            NextAt = reader.GetFieldValue<DateTimeOffset>(0), BulkNextAt = reader.GetFieldValue<DateTimeOffset>(1), ClosedUntil = reader.GetFieldValue<DateTimeOffset>(2),
            NewestMinute = reader.GetFieldValue<DateTimeOffset>(3), Minutes = reader.GetFieldValue<int[]>(4),
        };
    }

    private static Task<int> SaveAsync(BrandTransaction transaction, string bucket, string api, CallBucket now, CancellationToken ct) =>
        transaction.ExecuteAsync(
            "update call_buckets set next_at = @NextAt, bulk_next_at = @BulkNextAt, closed_until = @ClosedUntil, minute = @NewestMinute, minutes = @minutes where bucket = @bucket and api = @api",
            new { bucket, api, now.NextAt, now.BulkNextAt, now.ClosedUntil, now.NewestMinute, minutes = now.Minutes.ToArray() },
            ct);
}
