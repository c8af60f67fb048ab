using Steward.Channels.Accounts;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Quotas;

/// <summary>What a brand sets itself: its own limits, when nobody may be disturbed, and who wants nothing.</summary>
internal sealed class SetLimits(AccountDirectory accounts, QuotaRules rules, Database database, TimeProvider clock)
{
    private const int Largest = 1_000_000;

    /// <summary>A brand's own limit of a rule; null: the rule's own again.</summary>
    public async Task<Problem?> QuotaAsync(BrandId brand, AccountId accountId, string scope, string span, int? limit, string by, CancellationToken ct)
    {
        if (await accounts.FindAsync(accountId, ct) is not { } account || account.Brand != brand) { return AccountProblems.Unknown(accountId); }

        if (!QuotaSpan.Limits(span)) { return QuotaProblems.Field("span", "second, minute, hour, day, week, month, or a number of hours or days such as 24h or 90d"); }

        if (limit is < 0 or > Largest) { return QuotaProblems.Field("limit", $"between 0 and {Largest}"); }

        await using var transaction = await database.BeginAsync(brand, ct);
        if (!(await rules.OfAsync(transaction, account, ct)).Any(rule => rule.Scope == scope)) { return QuotaProblems.Field("scope", "one that ListQuotas shows for this account"); }

        await transaction.ExecuteAsync(
            limit is null
                ? "delete from quota_overrides where brand_id = @brand and account_id = @accountId and scope = @scope and span = @span"
                : """
                  insert into quota_overrides (brand_id, account_id, scope, span, most, set_by, set_at) values (@brand, @accountId, @scope, @span, @limit, @by, @now)
                  on conflict (brand_id, account_id, scope, span) do update set most = excluded.most, set_by = excluded.set_by, set_at = excluded.set_at
                  """,
            new { brand, accountId, scope, span, limit, by, now = clock.GetUtcNow() },
            ct);
        await transaction.CommitAsync(ct);
        rules.Forget(accountId);
        return null;
    }

    /// <summary>When the calendar sends nothing; equal ends mean never.</summary>
    public async Task<Problem?> QuietAsync(BrandId brand, string from, string to, string zone, string by, CancellationToken ct)
    {
        if (QuietHours.Minute(from) is not { } fromMinute) { return QuotaProblems.Field("from", "a time such as 21:30"); }

        if (QuietHours.Minute(to) is not { } toMinute) { return QuotaProblems.Field("to", "a time such as 08:30"); }

        var named = zone.Length == 0 ? QuietHours.DefaultZone : zone;
        if (named.Length > 64 || !TimeZoneInfo.TryFindSystemTimeZoneById(named, out _)) { return QuotaProblems.Field("zone", "empty or an IANA time zone such as Asia/Shanghai"); }

        await using var transaction = await database.BeginAsync(brand, ct);
        await transaction.ExecuteAsync(
            """
            insert into quiet_hours (brand_id, zone, from_minute, to_minute, set_by, set_at) values (@brand, @named, @fromMinute, @toMinute, @by, @now)
            on conflict (brand_id) do update set zone = excluded.zone, from_minute = excluded.from_minute, to_minute = excluded.to_minute, set_by = excluded.set_by, set_at = excluded.set_at
            """,
            new { brand, named, fromMinute, toMinute, by, now = clock.GetUtcNow() },
            ct);
        await transaction.CommitAsync(ct);
        return null;
    }

    /// <summary>A group or person wants nothing any more, or again. Taking it back leaves the row: that there was one is part of the record.</summary>
    public async Task OptOutAsync(BrandId brand, Guid subject, string kind, bool optedOut, string source, string by, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        await transaction.ExecuteAsync(
            optedOut
                ? """
                  insert into opt_outs as known (brand_id, subject_id, subject_kind, source, set_by, opted_out_at) values (@brand, @subject, @kind, @source, @by, @now)
                  on conflict (brand_id, subject_id) do update set source = excluded.source, set_by = excluded.set_by, opted_out_at = excluded.opted_out_at, withdrawn_at = null where known.withdrawn_at is not null
                  """
                : "update opt_outs set withdrawn_at = @now, set_by = @by where brand_id = @brand and subject_id = @subject and withdrawn_at is null",
            new { brand, subject, kind, source, by, now = clock.GetUtcNow() },
            ct);
        await transaction.CommitAsync(ct);
    }
}

/// <summary>What can be wrong with a request about quotas.</summary>
internal static class QuotaProblems
{
    public static Problem Field(string field, string rule) => Problem.InvalidField("CHN-060", field, $"{field} must be {rule}.");
}
