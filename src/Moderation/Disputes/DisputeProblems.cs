using Steward.Kernel;
using Steward.Moderation.Compliance;

namespace Steward.Moderation.Disputes;

/// <summary>What can be wrong with a request about complaints.</summary>
internal static class DisputeProblems
{
    public const int LongestText = 2000;
    public const int LongestSearch = 100;

    public static Problem NotFound(Guid complaintId) => new("MOD-130", ProblemKind.NotFound, $"There is no complaint {complaintId} in this brand.", "complaint_id");

    public static Problem BadPolicy(IEnumerable<string> wrong) => Problem.InvalidField("MOD-131", "policy", $"The policy cannot be put in force: {string.Join("; ", wrong)}.");

    /// <summary>A field that is not one of what it can be.</summary>
    public static Problem Unknown(string field, IEnumerable<string> known) => Problem.InvalidField("MOD-132", field, $"{field} must be one of {string.Join(", ", known)}.");

    public static Problem BadText(string field, int longest = LongestText) => Problem.InvalidField("MOD-133", field, $"{field} must have 1 to {longest} characters, none of them U+0000.");

    public static Problem BadMessages(int most, TimeSpan back) =>
        Problem.InvalidField("MOD-134", "messages", $"messages may be {most} at most, each with an id of its own, a text of 1 to {LongestText} characters without U+0000, and sent_at within the last {back.TotalDays} days.");

    public static Problem IdUsed(string field, Guid id) => new("MOD-135", ProblemKind.Conflict, $"{field} {id} was used for another complaint: choose a new one.", field);

    public static Problem AlreadyResolved(Complaint resolved) =>
        new("MOD-136", ProblemKind.Conflict, $"{resolved.ResolvedBy} resolved complaint {resolved.ComplaintId} at {resolved.ResolvedAt:u}; it opens again when the member complains again.", "complaint_id");

    public static Problem StepsLeft(IEnumerable<string> steps) => new("MOD-137", ProblemKind.Conflict, $"Not done yet: {string.Join(", ", steps)}. Do each of them, or leave it out with a reason.", "complaint_id");

    public static Problem StepTaken(ComplaintStep step) =>
        new("MOD-138", ProblemKind.Conflict, step.State == StepState.Sent ? $"{step.By} sent {step.Step} at {step.At:u}, and its outcome is not known yet." : $"{step.By} did {step.Step} at {step.At:u} ({step.State}).", "step");

    public static Problem NotByChannel(string step) => Problem.InvalidField("MOD-139", "way", $"{step} cannot be sent by a channel: write down what was done (by-hand), or why it is left out (skip).");

    public static Problem NoAccount(Guid groupId) =>
        new("MOD-140", ProblemKind.Conflict, $"Nothing is known yet of the account through which group {groupId} is reached: do it by hand and write down what was done.", "way");

    public static Problem Unfit(ComplianceFinding finding, string found) => Problem.InvalidField("MOD-141", "text", $"The text does not go out as it is: \"{found}\" ({finding.Category}). {finding.Advice}");

    public static Problem NeedsLead(ComplianceFinding finding, string found) =>
        new("MOD-142", ProblemKind.Forbidden, $"The text needs a lead to send it: \"{found}\" ({finding.Category}). {finding.Advice}", "text");

    public static Problem SanctionNeedsLead { get; } = new("MOD-143", ProblemKind.Forbidden, "Messages are taken back and members muted by leads only: ask one, or link the incident.", "way");

    public static Problem BadTicket { get; } = Problem.InvalidField("MOD-144", "ticket_reference", "A ticket has ticket_system and ticket_reference of 1 to 100 characters; where the brand has no system, ticket_system is none and text says why.");

    public static Problem NothingToStop(int mostHours) =>
        Problem.InvalidField("MOD-145", "recall", $"stop-spread names messages of this complaint in recall, mute_hours of 1 to {mostHours}, or incident_id of an incident of this brand.");

    public static Problem HeldBy(string holder) => new("MOD-146", ProblemKind.Conflict, $"{holder} has this complaint; a lead can give it to somebody else.", "holder");

    public static Problem BadSatisfaction { get; } = Problem.InvalidField("MOD-147", "satisfaction", "satisfaction must be 1 to 5, or 0 where nothing was told; only of a resolved complaint.");

    public static Problem ForOneself { get; } = new("MOD-149", ProblemKind.Forbidden, "Operators take complaints for themselves and give back their own; a lead gives them to others.", "holder");

    public static Problem BadFilter(string field, string rule) => Problem.InvalidField("MOD-148", field, $"{field} must be {rule}.");

    /// <summary>Whether somebody said something that can be kept.</summary>
    public static bool IsSaid(string text, int longest = LongestText) => text.Trim().Length > 0 && IsKept(text, longest);

    /// <summary>Whether a text can be kept; nothing is a text too.</summary>
    public static bool IsKept(string text, int longest = LongestText) => text.Length <= longest && !text.Contains('\0');
}
