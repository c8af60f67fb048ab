using Steward.Moderation.Classification;

namespace Steward.Moderation.Rules.Kinds;

/// <summary>
/// What the model takes for adverts, abuse or whatever else it has learnt. Judged beside all other rules (<see cref="ModelCheck"/>); of typed text only. Unless the rule says otherwise a person looks at
/// what it finds; even where it may act, it does so only on texts of the kind that the model has learnt.
/// </summary>
internal sealed record ModelRule : Rule
{
    public const string Kind = "model";
    private const double Least = 0.5;

    public ModelRule() => Severity = Severity.Review;

    public override string KindName => Kind;

    /// <summary>One of <see cref="Classification.Label.All"/> that the model was trained for.</summary>
    public required string Label { get; init; }

    /// <summary>From which probability on; left out: from where the model told the texts of its training apart best, and to act from where next to nothing was wrong.</summary>
    public double? Threshold { get; init; }

    /// <summary>Texts with fewer letters and digits are not judged: one word says nothing of what it is for.</summary>
    public int Letters { get; init; } = 6;

    /// <summary>The label's place in <see cref="Classification.Label.All"/>, -1 if there is none.</summary>
    public int Column() => Classification.Label.All.ToList().IndexOf(Label);

    public override void Check(RuleCheck check)
    {
        if (Column() is not (>= 0 and var column)) { check.Error("label", $"must be one of {string.Join(", ", Classification.Label.All)}"); }
        else if (ShippedModel.Model.Readings[column] == Reading.Untrained) { check.Error("label", "is one that the model was not trained for"); }

        check.Range("letters", Letters, 1, 1000);
        if (Threshold is not (null or >= Least and <= 1)) { check.Error("threshold", $"is {Threshold}; it must be {Least} to 1, or be left out"); }
    }
}
