using Steward.Kernel;
using Steward.Moderation.Policies;

namespace Steward.Moderation.Disputes;

/// <summary>A complaint as it is told: by an operator, or found by the screening.</summary>
/// <param name="Id">Of whoever tells it; a new complaint gets it.</param>
/// <param name="Severity">A complaint that is told again has the graver of both.</param>
/// <param name="Messages">Those that no complaint has yet.</param>
/// <param name="Incident">The incident to which one of the messages belongs.</param>
internal sealed record ToldComplaint(Guid Id, Guid MemberId, Guid GroupId, string Kind, string Severity, string Source, string Text, IReadOnlyList<ComplaintMessage> Messages, Guid? Incident, string By)
{
    /// <summary>When the member said it; where no message is named: now.</summary>
    public DateTimeOffset SaidAt(DateTimeOffset now) => Messages.Count == 0 ? now : Earlier(now, Messages.Min(message => message.SentAt));

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}

/// <summary>What becomes of a complaint that is told.</summary>
/// <param name="Complaint">As it stands then.</param>
/// <param name="Came"><c>opened</c>, <c>joined</c>, <c>reopened</c> or <c>known</c>.</param>
/// <param name="Steps">Those that begin to wait.</param>
internal sealed record Registration(Complaint Complaint, string Came, IReadOnlyList<ComplaintStep> Steps, ComplaintEntry? Entry)
{
    public const string Opened = "opened";
    public const string Joined = "joined";
    public const string Reopened = "reopened";
    public const string Known = "known";

    /// <summary>Nothing is changed: all of it is in the register.</summary>
    public static Registration Unchanged(Complaint complaint) => new(complaint, Known, [], null);

    /// <summary>Decides only. A member has one open complaint; one that ended days ago is opened again; what was said before it ended and is told only now belongs to it and opens nothing.</summary>
    /// <param name="told">What is told.</param>
    /// <param name="last">The member's open complaint, or the one that ended last.</param>
    /// <param name="steps">The steps of that.</param>
    /// <param name="policy">What is in force.</param>
    /// <param name="brand">Whose.</param>
    /// <param name="now">This moment.</param>
    public static Registration Of(ToldComplaint told, Complaint? last, IReadOnlyList<ComplaintStep> steps, PolicyInForce<DisputePolicy> policy, BrandId brand, DateTimeOffset now)
    {
        var said = told.SaidAt(now);
        if (last is { State: ComplaintState.Open }) { return Join(told, last, steps, policy.Policy, now); }

        if (last is { ResolvedAt: { } end } && told.Messages.Count > 0 && told.Messages.All(message => message.SentAt <= end)) { return new Registration(last, Joined, [], EntryOf(told, last, Joined, now)); }

        return last is not null && last.MayReopen(policy.Policy.ReopenDays, said)
            ? Begin(told, last.Reopened(said, policy.Version) with { Text = told.Text, Severity = Graver(last.Severity, told.Severity), IncidentId = told.Incident ?? last.IncidentId }, Reopened, policy.Policy, now)
            : Begin(
                told,
                new Complaint
                {
                    BrandId = brand.Value, ComplaintId = told.Id, MemberId = told.MemberId, GroupId = told.GroupId, Kind = told.Kind, Severity = told.Severity, Source = told.Source, Text = told.Text, ComplainedAt = said,
                    RegisteredAt = now, RegisteredBy = told.By, PolicyVersion = policy.Version, IncidentId = told.Incident,
                },
                Opened,
                policy.Policy,
                now);
    }

    private static Registration Begin(ToldComplaint told, Complaint complaint, string came, DisputePolicy policy, DateTimeOffset now)
    {
        var steps = ComplaintStep.Of(complaint, policy);
        return new Registration(complaint.With(steps), came, steps, EntryOf(told, complaint, came == Opened ? ComplaintEntry.Registered : came, now));
    }

    private static Registration Join(ToldComplaint told, Complaint open, IReadOnlyList<ComplaintStep> steps, DisputePolicy policy, DateTimeOffset now)
    {
        var joined = open with { Text = told.Text, Severity = Graver(open.Severity, told.Severity), IncidentId = open.IncidentId ?? told.Incident };
        var more = MissingStep(joined, steps, policy, now);
        return new Registration(joined.With([.. steps, .. more]), Joined, more, EntryOf(told, open, Joined, now));
    }

    /// <summary>What has begun to spread has to be stopped, also where the round began without that step.</summary>
    public static IReadOnlyList<ComplaintStep> MissingStep(Complaint complaint, IReadOnlyList<ComplaintStep> steps, DisputePolicy policy, DateTimeOffset now) =>
        complaint.Spreads && steps.All(step => step.Step != DisputeStep.StopSpread) ? [ComplaintStep.Open(DisputeStep.StopSpread, now, policy)] : [];

    private static ComplaintEntry EntryOf(ToldComplaint told, Complaint complaint, string kind, DateTimeOffset now) => new(told.Id, kind, "", told.Text, now, told.By, complaint.Round);

    private static string Graver(string one, string other) => Grade(other) > Grade(one) ? other : one;

    private static int Grade(string severity)
    {
        for (var i = 0; i < ComplaintSeverity.All.Count; i++)
        {
            if (ComplaintSeverity.All[i] == severity) { return i; }
        }

        return 0;
    }
}
