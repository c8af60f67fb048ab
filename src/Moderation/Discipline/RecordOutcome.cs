using Steward.Contracts.Events.Channels;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Discipline;

/// <summary>Writes down what came of an act that a penalty asked for; of other acts nothing is known here.</summary>
internal sealed class RecordOutcome : IHandle<ActSettledV1>
{
    public Task HandleAsync(ActSettledV1 message, BrandTransaction transaction, CancellationToken ct) => transaction.ExecuteAsync(
        "update penalty_acts set outcome = @Outcome, reason = @Reason, settled_at = @At where brand_id = @BrandId and command_id = @CommandId", message, ct);
}
