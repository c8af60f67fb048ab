using Google.Protobuf.WellKnownTypes;
using Steward.Channels.Accounts;
using Steward.Contracts.Channels.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Quotas;

/// <summary>Gauges: the fullest buckets of every rule of an account. A rule of which nothing is used yet shows once, empty.</summary>
internal sealed class ListQuotas(AccountDirectory accounts, QuotaRules rules, Database database, TimeProvider clock)
{
    public async Task<Result<ListQuotasResponse>> HandleAsync(BrandId brand, AccountId accountId, int subjects, CancellationToken ct)
    {
        if (await accounts.FindAsync(accountId, ct) is not { } account || account.Brand != brand) { return AccountProblems.Unknown(accountId); }

        var now = clock.GetUtcNow();
        await using var transaction = await database.BeginAsync(brand, ct);
        var response = new ListQuotasResponse();
        foreach (var rule in await rules.OfAsync(transaction, account, ct))
        {
            var start = new QuotaSpan(rule.Span).StartOf(now);
            var buckets = await transaction.QueryAsync<QuotaBucket>(
                """
                select scope, subject, span, starts_at, used, moments, closed_until from quota_uses
                where brand_id = @brand and holder_id = @holder and scope = @Scope and span = @Span and starts_at = @start
                order by greatest(used, cardinality(moments)) desc, subject limit @subjects
                """,
                new { brand, holder = QuotaRules.HolderOf(rule, account), rule.Scope, rule.Span, start, subjects },
                ct);
            response.Quotas.AddRange(buckets.DefaultIfEmpty(new QuotaBucket { Scope = rule.Scope, Subject = "", Span = rule.Span, StartsAt = start, Used = 0 }).Select(bucket => ToReply(rule, bucket, now)));
        }

        await NameAsync(transaction, account, response.Quotas, ct);
        return response;
    }

    /// <summary>People know chats and persons by their names, channels by their ids.</summary>
    private static async Task NameAsync(BrandTransaction transaction, Accounts.Account account, IEnumerable<Quota> quotas, CancellationToken ct)
    {
        var subjects = quotas.Where(quota => quota.Subject.Length > 0).ToLookup(quota => quota.Subject, StringComparer.Ordinal);
        var names = await transaction.QueryAsync<SubjectName>(
            """
            select chat_id as subject, name from groups where brand_id = @brand and account_id = @account and chat_id = any (@subjects)
            union all select external_id, name from people where brand_id = @brand and account_id = @account and external_id = any (@subjects)
            """,
            new { brand = account.Brand, account = account.Id, subjects = subjects.Select(subject => subject.Key).ToArray() },
            ct);
        foreach (var (subject, name) in names.Select(one => (one.Subject, one.Name)))
        {
            foreach (var quota in subjects[subject]) { quota.SubjectName = name; }
        }
    }

    internal static Quota ToReply(QuotaRule rule, QuotaBucket bucket, DateTimeOffset now)
    {
        var span = new QuotaSpan(rule.Span);
        var live = span.IsRolling ? QuotaPicture.Live(bucket, now) : [];
        var resets = !span.IsRolling ? span.EndOf(bucket.StartsAt) : live.Count > 0 ? live[0] + span.Length : (DateTimeOffset?)null;
        return new Quota
        {
            Scope = rule.Scope,
            Span = rule.Span,
            Subject = bucket.Subject,
            Used = rule.Span == QuotaSpan.Circuit ? 0 : span.IsRolling ? live.Count : bucket.Used,
            Limit = rule.LimitAt(bucket.StartsAt == DateTimeOffset.UnixEpoch ? now : bucket.StartsAt, bulk: false),
            ResetsAt = resets is { } at ? Timestamp.FromDateTimeOffset(at) : null,
            ClosedUntil = bucket.ClosedUntil > now ? Timestamp.FromDateTimeOffset(bucket.ClosedUntil.Value) : null,
            Note = rule.Note,
            Overridden = rule.Overridden,
        };
    }

    private sealed record SubjectName
    {
        public required string Subject { get; init; }
        public required string Name { get; init; }
    }
}
