using System.Collections.Concurrent;
using Steward.Channels.Accounts;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Quotas;

/// <summary>The rules of an account: its channel's, with the tenant's own limits in their place or beside them. Kept for ten seconds.</summary>
internal sealed class QuotaRules(TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<AccountId, (IReadOnlyList<QuotaRule> Rules, DateTimeOffset Until)> _known = new();

    public async Task<IReadOnlyList<QuotaRule>> OfAsync(BrandTransaction transaction, Account account, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (_known.TryGetValue(account.Id, out var known) && known.Until > now) { return known.Rules; }

        // A tenant's limit for a window that the channel has none for (7 a week) takes the rest from the scope's other rules.
        var rules = await transaction.QueryAsync<QuotaRule>(
            """
            select r.scope, r.span, coalesce(o.most, r.most) as most, r.per, r.bulk_percent, r.note, o.most is not null as overridden
            from quota_rules r left join quota_overrides o on o.brand_id = @brand and o.account_id = @account and o.scope = r.scope and o.span = r.span
            where r.channel = @Channel
            union all
            select o.scope, o.span, o.most, r.per, r.bulk_percent, r.note, true
            from quota_overrides o cross join lateral (select per, bulk_percent, note from quota_rules r where r.channel = @Channel and r.scope = o.scope limit 1) r
            where o.brand_id = @brand and o.account_id = @account and not exists (select from quota_rules r where r.channel = @Channel and r.scope = o.scope and r.span = o.span)
            order by scope, span
            """,
            new { account.Channel, brand = account.Brand, account = account.Id },
            ct);
        _known[account.Id] = (rules, now + Fresh);
        return rules;
    }

    /// <summary>Makes a change of this replica show at once.</summary>
    public void Forget(AccountId account) => _known.TryRemove(account, out _);

    /// <summary>Whose bucket it is: the account's, or one that all accounts of the corp share.</summary>
    public static Guid HolderOf(QuotaRule rule, Account account) => rule.Per == "corp" ? DerivedId.Of(account.Brand.Value, "corp", account.CorpId) : account.Id.Value;
}
