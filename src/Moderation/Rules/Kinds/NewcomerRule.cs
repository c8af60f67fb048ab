namespace Steward.Moderation.Rules.Kinds;

/// <summary>Stricter while a member is new: in the first hours after joining, what breaks another rule weighs more. It finds nothing by itself.</summary>
internal sealed record NewcomerRule : Rule
{
    public const string Kind = "newcomer";
    public const int MostHours = 720;

    public override string KindName => Kind;

    public override bool ClassMayBeEmpty => true;

    public required int Hours { get; init; }

    /// <summary>The classes it sharpens; empty: all.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    public override void Check(RuleCheck check)
    {
        check.Range("hours", Hours, 1, MostHours);
        for (var i = 0; i < Classes.Count; i++)
        {
            if (!Rules.OffenceClass.All.Contains(Classes[i])) { check.Error($"classes[{i}]", $"must be one of {Rules.OffenceClass.Names}"); }
        }
    }

    /// <summary>The finding as it weighs for this sender.</summary>
    public Finding Sharpen(in Subject subject, Finding finding)
    {
        if (subject.JoinedAt is not { } joined || subject.Message.SentAt - joined >= TimeSpan.FromHours(Hours) || (Classes.Count > 0 && !Classes.Contains(finding.OffenceClass))) { return finding; }

        return finding.Severity >= Severity && OffenceClass.Length == 0
            ? finding
            : finding with { Severity = (Severity)Math.Max((int)finding.Severity, (int)Severity), OffenceClass = OffenceClass.Length > 0 ? OffenceClass : finding.OffenceClass, SharpenedBy = RuleId };
    }
}
