using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Disputes;

/// <summary>How many members the groups have over time: what complaint rates are set against.</summary>
internal static class GroupSizes
{
    /// <summary>Told late or twice it changes nothing; a size that is the same as before needs no row.</summary>
    public static Task RememberAsync(BrandId brand, Guid group, int members, DateTimeOffset since, BrandTransaction transaction, CancellationToken ct) => transaction.ExecuteAsync(
        """
        insert into group_sizes (brand_id, group_id, since, members) select @brand, @group, @since, @members
        where @members is distinct from (select members from group_sizes where brand_id = @brand and group_id = @group and since <= @since order by since desc limit 1)
        on conflict do nothing
        """,
        new { brand, group, members, since },
        ct);
}

/// <summary>A group that is no more has no members.</summary>
internal sealed class EmptyGroup : IHandle<GroupDismissedV1>
{
    public Task HandleAsync(GroupDismissedV1 message, BrandTransaction transaction, CancellationToken ct) =>
        GroupSizes.RememberAsync(new BrandId(message.BrandId), message.GroupId, 0, message.At, transaction, ct);
}
