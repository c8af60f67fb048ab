using Steward.Contracts.Events.Channels;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.Assignments;

/// <summary>Learns which groups there are, so that they can be given to operators. The roster is none of this service's business.</summary>
internal sealed class LearnGroup : IHandle<GroupSyncedV1>
{
    public Task HandleAsync(GroupSyncedV1 message, BrandTransaction transaction, CancellationToken ct) => transaction.ExecuteAsync(
        """
        insert into groups (brand_id, group_id, account_id, name) values (@BrandId, @GroupId, @AccountId, @name)
        on conflict (brand_id, group_id) do update set account_id = excluded.account_id, name = excluded.name, dismissed = false
        where (groups.account_id, groups.name, groups.dismissed) is distinct from (excluded.account_id, excluded.name, false)
        """,
        new { message.BrandId, message.GroupId, message.AccountId, name = message.Name.Replace("\0", string.Empty, StringComparison.Ordinal) },
        ct);
}
