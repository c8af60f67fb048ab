using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Disputes;

/// <summary>Writes down what came of what a step asked Channels for; a step whose every try failed is open again. Of what others asked for nothing is known here.</summary>
internal static class SettleStep
{
    public static async Task RunAsync(BrandId brand, Guid commandId, bool confirmed, string reason, DateTimeOffset at, BrandTransaction transaction, CancellationToken ct)
    {
        // The complaint first, as whoever takes a step locks it: two outcomes of one step come one after the other.
        var of = await transaction.SingleOrDefaultAsync<Guid?>("select complaint_id from complaint_acts where brand_id = @brand and command_id = @commandId and outcome = ''", new { brand, commandId }, ct);
        if (of is not { } complaintId || await StoredComplaints.LockAsync(brand, complaintId, transaction, ct) is not { } complaint) { return; }

        var outcome = confirmed ? ComplaintAct.Confirmed : ComplaintAct.Failed;
        await transaction.ExecuteAsync(
            "update complaint_acts set outcome = @outcome, reason = @reason, settled_at = @at where brand_id = @brand and command_id = @commandId", new { brand, commandId, outcome, reason, at }, ct);
        var acts = await StoredComplaints.ActsAsync(complaint, transaction, ct);
        if (acts.FirstOrDefault(act => act.CommandId == commandId) is not { } settled) { return; }

        var steps = await StoredComplaints.StepsAsync(complaint, transaction, ct);
        var step = steps.Single(one => one.Step == settled.Step);
        var after = step.After([.. acts.Where(act => act.Step == step.Step)], at);
        if (after == step) { return; }

        var changed = complaint.With([.. steps.Select(one => one.Step == after.Step ? after : one)]);
        await StoredComplaints.PutAsync([changed], transaction, ct);
        await StoredComplaints.PutAsync(changed, [after], transaction, ct);
        var kind = after.State == StepState.Done ? StepState.Done : ComplaintEntry.Failed;
        await StoredComplaints.AddAsync([(changed, new ComplaintEntry(DerivedId.Of(commandId, "settled", kind), kind, after.Step, after.Failure, at, "", changed.Round))], transaction, ct);
    }
}

/// <summary>Of a private message, a message taken back, a member muted.</summary>
internal sealed class SettleStepAct : IHandle<ActSettledV1>
{
    public Task HandleAsync(ActSettledV1 message, BrandTransaction transaction, CancellationToken ct) =>
        SettleStep.RunAsync(new BrandId(message.BrandId), message.CommandId, message.Outcome == "confirmed", message.Reason, message.At, transaction, ct);
}

/// <summary>Of words said in a group: there is one group, so it got them or not.</summary>
internal sealed class SettleStepSend : IHandle<SendSettledV1>
{
    public Task HandleAsync(SendSettledV1 message, BrandTransaction transaction, CancellationToken ct) =>
        SettleStep.RunAsync(new BrandId(message.BrandId), message.CommandId, message.ConfirmedGroups.Count > 0, message.Reason, message.At, transaction, ct);
}
