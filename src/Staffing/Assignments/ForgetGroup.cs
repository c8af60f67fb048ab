using Steward.Contracts.Events.Channels;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.Assignments;

/// <summary>A group is gone: nobody looks after it any more. Its open items stay, because its members may still wait.</summary>
internal sealed class ForgetGroup : IHandle<GroupDismissedV1>
{
    public Task HandleAsync(GroupDismissedV1 message, BrandTransaction transaction, CancellationToken ct) => transaction.ExecuteAsync(
        "update groups set dismissed = true, operator_id = '', assigned_since = null where brand_id = @BrandId and group_id = @GroupId",
        new { message.BrandId, message.GroupId },
        ct);
}
