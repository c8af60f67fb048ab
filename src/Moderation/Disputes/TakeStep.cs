using Steward.Kernel;
using Steward.Moderation.Policies;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Disputes;

/// <summary>How a step is taken.</summary>
internal static class StepWay
{
    public const string Send = "send";
    public const string ByHand = "by-hand";
    public const string Skip = "skip";

    public static readonly IReadOnlyList<string> All = [Send, ByHand, Skip];
}

/// <summary>Somebody takes a step of the protocol.</summary>
/// <param name="CommandId">Of the caller: the same one again changes nothing.</param>
/// <param name="Text">What to say, what was done, or why it is left out.</param>
/// <param name="Mention">The member's name in the group.</param>
/// <param name="Recall">Messages to be taken back.</param>
/// <param name="MuteHours">0: not.</param>
internal sealed record TakeStep(
    BrandId Brand, Guid ComplaintId, Guid CommandId, string Step, string Way, string Text, string Mention, string TicketSystem, string TicketReference, IReadOnlyList<Guid> Recall, int MuteHours, Guid? IncidentId,
    string By, Role Role);

/// <summary>A complaint after a step.</summary>
internal sealed record TakenStep(Complaint Complaint, ComplaintStep Step, IReadOnlyList<ComplaintAct> Acts);

/// <summary>Takes a step: the state of the protocol and what Channels is asked for are one transaction.</summary>
internal sealed partial class TakeStepHandler(Database database, SendStep send, TimeProvider clock, ILogger<TakeStepHandler> logger)
{
    public async Task<Result<TakenStep>> HandleAsync(TakeStep command, CancellationToken ct)
    {
        if (StepCheck.Wrong(command) is { } wrong) { return wrong; }

        await using var transaction = await database.BeginAsync(command.Brand, ct);
        if (await StoredComplaints.LockAsync(command.Brand, command.ComplaintId, transaction, ct) is not { } complaint) { return DisputeProblems.NotFound(command.ComplaintId); }

        var before = await StoredComplaints.OfEntryAsync(command.Brand, command.CommandId, transaction, ct);
        if (before is { } known) { return known == complaint.ComplaintId ? await StandsAsync(complaint, command.Step, transaction, ct) : DisputeProblems.IdUsed("command_id", command.CommandId); }

        if (complaint.State == ComplaintState.Resolved) { return DisputeProblems.AlreadyResolved(complaint); }

        var taken = await RunAsync(command, complaint, transaction, ct);
        if (taken.Failed) { return taken; }

        await transaction.CommitAsync(ct);
        Log.Taken(logger, command.By, command.Step, taken.Value.Step.State, command.ComplaintId);
        return taken;
    }

    private async Task<Result<TakenStep>> RunAsync(TakeStep command, Complaint complaint, BrandTransaction transaction, CancellationToken ct)
    {
        if (command.IncidentId is { } incident && !await StoredComplaints.IsIncidentAsync(command.Brand, incident, transaction, ct)) { return DisputeProblems.NothingToStop(StepCheck.MostMuteHours); }

        var now = clock.GetUtcNow();
        var steps = await StoredComplaints.StepsAsync(complaint, transaction, ct);
        var step = steps.FirstOrDefault(one => one.Step == command.Step) ?? ComplaintStep.Open(command.Step, now, (await StoredPolicies<DisputePolicy>.OfAsync(command.Brand, transaction, ct)).Policy);
        if (!step.Waits || step.State == StepState.Sent && command.Way == StepWay.Send) { return DisputeProblems.StepTaken(step); }

        var taken = step with { At = now, By = command.By, Text = command.Text, TicketSystem = command.TicketSystem, TicketReference = command.TicketReference, Failure = "" };
        IReadOnlyList<ComplaintAct> acts = [];
        if (command.Way == StepWay.Send)
        {
            var sent = await send.RunAsync(command, complaint, now, transaction, ct);
            if (sent.Failed) { return sent.Problem; }

            (taken, acts) = (taken with { Text = sent.Value.Text, State = sent.Value.Acts.Count > 0 ? StepState.Sent : StepState.Done }, sent.Value.Acts);
        }
        else
        {
            taken = taken with { State = command.Way == StepWay.Skip ? StepState.Skipped : StepState.Done };
        }

        var changed = complaint with { IncidentId = command.IncidentId ?? complaint.IncidentId, Holder = complaint.Holder.Length > 0 ? complaint.Holder : command.By };
        changed = changed.With([.. steps.Where(one => one.Step != taken.Step), taken]);
        await StoredComplaints.PutAsync([changed], transaction, ct);
        await StoredComplaints.PutAsync(changed, [taken], transaction, ct);
        await StoredComplaints.AddAsync(changed, acts, transaction, ct);
        await StoredComplaints.AddAsync([(changed, new ComplaintEntry(command.CommandId, taken.State, taken.Step, Words(taken), now, command.By, changed.Round))], transaction, ct);
        return await StandsAsync(changed, command.Step, transaction, ct);
    }

    private static async Task<Result<TakenStep>> StandsAsync(Complaint complaint, string step, BrandTransaction transaction, CancellationToken ct)
    {
        var stands = (await StoredComplaints.FindAsync(new BrandId(complaint.BrandId), complaint.ComplaintId, transaction, ct))!;
        var taken = (await StoredComplaints.StepsAsync(stands, transaction, ct)).FirstOrDefault(one => one.Step == step);
        return taken is null ? DisputeProblems.Unknown("step", (await StoredComplaints.StepsAsync(stands, transaction, ct)).Select(one => one.Step)) : new TakenStep(
            stands, taken, [.. (await StoredComplaints.ActsAsync(stands, transaction, ct)).Where(act => act.Step == step)]);
    }

    private static string Words(ComplaintStep taken) => taken.TicketReference.Length == 0 ? taken.Text : $"{taken.TicketSystem} {taken.TicketReference} {taken.Text}".TrimEnd();

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{By} took step {Step} ({State}) of complaint {ComplaintId}.")]
        public static partial void Taken(ILogger logger, string by, string step, string state, Guid complaintId);
    }
}
