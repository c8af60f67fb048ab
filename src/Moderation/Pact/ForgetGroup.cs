using Steward.Contracts.Events.Channels;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Pact;

/// <summary>A group that is gone gets no notice any more. What was told in it stays on record.</summary>
internal sealed class ForgetGroup : IHandle<GroupDismissedV1>
{
    public Task HandleAsync(GroupDismissedV1 message, BrandTransaction transaction, CancellationToken ct) =>
        transaction.ExecuteAsync("delete from pact_groups where brand_id = @BrandId and group_id = @GroupId", message, ct);
}
