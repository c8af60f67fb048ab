using Steward.Kernel;
using Steward.Moderation.Policies;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Disputes;

/// <summary>What people do with a complaint beside its steps: give it to somebody, say what it is, write to it, end it. Each with an id of the caller's, and only one at a time.</summary>
internal sealed partial class FollowComplaintHandler(Database database, TimeProvider clock, ILogger<FollowComplaintHandler> logger)
{
    private const int LongestHolder = 100;
    private const int MostSatisfaction = 5;

    public Task<Result<Complaint>> AssignAsync(BrandId brand, Guid complaintId, Guid commandId, string holder, Caller by, CancellationToken ct) =>
        !DisputeProblems.IsKept(holder, LongestHolder)
            ? Refuse(DisputeProblems.BadText("holder", LongestHolder))
            : ChangeAsync(brand, complaintId, commandId, ComplaintEntry.Assigned, holder, by.Actor, (complaint, _) => Task.FromResult(Assign(complaint, holder, by)), ct);

    public Task<Result<Complaint>> ClassifyAsync(BrandId brand, Guid complaintId, Guid commandId, string kind, string severity, Guid? incident, string by, CancellationToken ct) =>
        !ComplaintKind.All.Contains(kind) ? Refuse(DisputeProblems.Unknown("kind", ComplaintKind.All))
        : !ComplaintSeverity.All.Contains(severity) ? Refuse(DisputeProblems.Unknown("severity", ComplaintSeverity.All))
        : ChangeAsync(brand, complaintId, commandId, ComplaintEntry.Classified, $"{kind} {severity}", by, (complaint, transaction) => ClassifyAsync(complaint with { Kind = kind, Severity = severity, IncidentId = incident }, transaction, ct), ct);

    public Task<Result<Complaint>> NoteAsync(BrandId brand, Guid complaintId, Guid commandId, string text, int satisfaction, string by, CancellationToken ct) =>
        satisfaction is < 0 or > MostSatisfaction ? Refuse(DisputeProblems.BadSatisfaction)
        : satisfaction == 0 && !DisputeProblems.IsSaid(text) || !DisputeProblems.IsKept(text) ? Refuse(DisputeProblems.BadText("text"))
        : satisfaction == 0 ? ChangeAsync(brand, complaintId, commandId, ComplaintEntry.Note, text, by, (complaint, _) => Task.FromResult<Result<Complaint>>(complaint), ct)
        : ChangeAsync(brand, complaintId, commandId, ComplaintEntry.Rated, $"{satisfaction} {text}".TrimEnd(), by, (complaint, _) => Task.FromResult(Rate(complaint, satisfaction)), ct);

    public Task<Result<Complaint>> ResolveAsync(BrandId brand, Guid complaintId, Guid commandId, string outcome, string text, int satisfaction, string by, CancellationToken ct) =>
        !ComplaintOutcome.All.Contains(outcome) ? Refuse(DisputeProblems.Unknown("outcome", ComplaintOutcome.All))
        : !DisputeProblems.IsSaid(text) ? Refuse(DisputeProblems.BadText("text"))
        : satisfaction is < 0 or > MostSatisfaction ? Refuse(DisputeProblems.BadSatisfaction)
        : ChangeAsync(brand, complaintId, commandId, ComplaintEntry.Resolved, text, by, (complaint, transaction) => ResolveAsync(complaint, outcome, text, satisfaction, by, transaction, ct), ct);

    private async Task<Result<Complaint>> ChangeAsync(
        BrandId brand, Guid complaintId, Guid commandId, string kind, string text, string by, Func<Complaint, BrandTransaction, Task<Result<Complaint>>> change, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        if (await StoredComplaints.LockAsync(brand, complaintId, transaction, ct) is not { } found) { return DisputeProblems.NotFound(complaintId); }

        if (await StoredComplaints.OfEntryAsync(brand, commandId, transaction, ct) is { } before)
        {
            return before == complaintId ? (await StoredComplaints.FindAsync(brand, complaintId, transaction, ct))! : DisputeProblems.IdUsed("command_id", commandId);
        }

        var changed = await change(found, transaction);
        if (changed.Failed) { return changed; }

        await StoredComplaints.PutAsync([changed.Value], transaction, ct);
        await StoredComplaints.AddAsync([(changed.Value, new ComplaintEntry(commandId, kind, kind == ComplaintEntry.Resolved ? DisputeStep.Resolution : "", text, clock.GetUtcNow(), by, changed.Value.Round))], transaction, ct);
        var stands = (await StoredComplaints.FindAsync(brand, complaintId, transaction, ct))!;
        await transaction.CommitAsync(ct);
        Log.Changed(logger, by, kind, complaintId);
        return stands;
    }

    private static Result<Complaint> Assign(Complaint complaint, string holder, Caller by) =>
        complaint.State == ComplaintState.Resolved ? DisputeProblems.AlreadyResolved(complaint)
        : by.Role >= Role.Lead ? complaint with { Holder = holder }
        : complaint.Holder.Length > 0 && complaint.Holder != by.Actor ? DisputeProblems.HeldBy(complaint.Holder)
        : holder.Length > 0 && holder != by.Actor ? DisputeProblems.ForOneself
        : complaint with { Holder = holder };

    private static Result<Complaint> Rate(Complaint complaint, int satisfaction) =>
        complaint.State == ComplaintState.Resolved ? complaint with { Satisfaction = satisfaction } : DisputeProblems.BadSatisfaction;

    private async Task<Result<Complaint>> ClassifyAsync(Complaint complaint, BrandTransaction transaction, CancellationToken ct)
    {
        if (complaint.State == ComplaintState.Resolved) { return DisputeProblems.AlreadyResolved(complaint); }

        var brand = new BrandId(complaint.BrandId);
        if (complaint.IncidentId is { } incident && !await StoredComplaints.IsIncidentAsync(brand, incident, transaction, ct))
        {
            return DisputeProblems.BadFilter("incident_id", "empty or an incident of this brand");
        }

        var steps = await StoredComplaints.StepsAsync(complaint, transaction, ct);
        var more = Registration.MissingStep(complaint, steps, (await StoredPolicies<DisputePolicy>.OfAsync(brand, transaction, ct)).Policy, clock.GetUtcNow());
        await StoredComplaints.PutAsync(complaint, more, transaction, ct);
        return complaint.With([.. steps, .. more]);
    }

    private async Task<Result<Complaint>> ResolveAsync(Complaint complaint, string outcome, string text, int satisfaction, string by, BrandTransaction transaction, CancellationToken ct)
    {
        var steps = await StoredComplaints.StepsAsync(complaint, transaction, ct);
        var now = clock.GetUtcNow();
        var resolved = complaint.Resolve(steps, outcome, satisfaction, by, now);
        if (resolved.Failed) { return resolved; }

        await StoredComplaints.PutAsync(complaint, [steps.Single(step => step.Step == DisputeStep.Resolution) with { State = StepState.Done, At = now, By = by, Text = text }], transaction, ct);
        return resolved;
    }

    private static Task<Result<Complaint>> Refuse(Problem problem) => Task.FromResult<Result<Complaint>>(problem);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{By} changed complaint {ComplaintId}: {Kind}.")]
        public static partial void Changed(ILogger logger, string by, string kind, Guid complaintId);
    }
}
