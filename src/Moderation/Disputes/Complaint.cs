using Steward.Kernel;

namespace Steward.Moderation.Disputes;

/// <summary>What a complaint is about, in its wire spelling.</summary>
internal static class ComplaintKind
{
    public const string Rumour = "rumour";
    public const string Other = "other";

    public static readonly IReadOnlyList<string> All = ["product", "service", "logistics", "price", "staff", Rumour, Other];
}

/// <summary>How grave a complaint is, in its wire spelling.</summary>
internal static class ComplaintSeverity
{
    public const string Serious = "serious";
    public const string Critical = "critical";

    public static readonly IReadOnlyList<string> All = ["minor", Serious, Critical];
}

/// <summary>Who noticed it.</summary>
internal static class ComplaintSource
{
    public const string Operator = "operator";
    public const string Screening = "screening";
}

/// <summary>The states of a complaint, in their wire spelling.</summary>
internal static class ComplaintState
{
    public const string Open = "open";
    public const string Resolved = "resolved";
}

/// <summary>How a complaint ended.</summary>
internal static class ComplaintOutcome
{
    public static readonly IReadOnlyList<string> All = ["settled", "compensated", "explained", "unfounded", "withdrawn"];
}

/// <summary>A member's complaint: one row, however often it is said and opened again.</summary>
internal sealed record Complaint
{
    public Guid BrandId { get; init; }
    public Guid ComplaintId { get; init; }
    public Guid MemberId { get; init; }

    /// <summary>Where it was said first.</summary>
    public Guid GroupId { get; init; }
    public string Kind { get; init; } = ComplaintKind.Other;
    public string Severity { get; init; } = ComplaintSeverity.Serious;
    public string Source { get; init; } = ComplaintSource.Operator;
    public string State { get; init; } = ComplaintState.Open;

    /// <summary>What was said last.</summary>
    public string Text { get; init; } = "";

    /// <summary>From then its deadlines count.</summary>
    public DateTimeOffset ComplainedAt { get; init; }
    public DateTimeOffset RegisteredAt { get; init; }
    public string RegisteredBy { get; init; } = "";

    /// <summary>By which its deadlines were set.</summary>
    public int PolicyVersion { get; init; }
    public Guid? IncidentId { get; init; }

    /// <summary>Empty: nobody has it.</summary>
    public string Holder { get; init; } = "";
    public int Round { get; init; } = 1;
    public string NextStep { get; init; } = "";
    public DateTimeOffset? NextDueAt { get; init; }
    public string Outcome { get; init; } = "";
    public DateTimeOffset? ResolvedAt { get; init; }
    public string ResolvedBy { get; init; } = "";

    /// <summary>What the member said of the end, 1 to 5; 0: nothing.</summary>
    public int Satisfaction { get; init; }

    /// <summary>Counted from its messages.</summary>
    public int Messages { get; init; }

    /// <summary>Whether its story must be kept from spreading.</summary>
    public bool Spreads => Kind == ComplaintKind.Rumour || Severity == ComplaintSeverity.Critical || IncidentId is not null;

    /// <summary>What is said within so many days of the end opens it again.</summary>
    public bool MayReopen(int days, DateTimeOffset at) => ResolvedAt is { } end && at - end < TimeSpan.FromDays(days);

    /// <summary>The next round of a resolved one: nobody has it, and nothing is done.</summary>
    public Complaint Reopened(DateTimeOffset at, int policyVersion) => this with
    {
        State = ComplaintState.Open, ComplainedAt = at, PolicyVersion = policyVersion, Holder = "", Round = Round + 1, Outcome = "", ResolvedAt = null, ResolvedBy = "", Satisfaction = 0,
    };

    /// <summary>Ends it. What is left to do must be nothing but the end itself.</summary>
    public Result<Complaint> Resolve(IReadOnlyList<ComplaintStep> steps, string outcome, int satisfaction, string by, DateTimeOffset at)
    {
        if (State == ComplaintState.Resolved) { return DisputeProblems.AlreadyResolved(this); }

        var left = steps.Where(step => step.Waits && step.Step != DisputeStep.Resolution).Select(step => step.Step).ToList();
        return left.Count > 0
            ? DisputeProblems.StepsLeft(left)
            : this with { State = ComplaintState.Resolved, Outcome = outcome, Satisfaction = satisfaction, ResolvedBy = by, ResolvedAt = at, NextStep = "", NextDueAt = null };
    }

    /// <summary>Says which step is next and when the first of those that wait is due.</summary>
    public Complaint With(IReadOnlyList<ComplaintStep> steps)
    {
        var waiting = steps.Where(step => step.Waits).ToList();
        return State == ComplaintState.Resolved || waiting.Count == 0
            ? this
            : this with { NextStep = (waiting.Find(step => step.State == StepState.Open) ?? waiting[0]).Step, NextDueAt = waiting.Min(step => step.DueAt) };
    }
}
