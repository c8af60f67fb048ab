namespace Steward.Moderation.Classification;

/// <summary>What the classifier can say of a text. A text may have several labels or none.</summary>
internal static class Label
{
    public const string Spam = "spam";
    public const string Abuse = "abuse";
    public const string Complaint = "complaint";
    public const string Question = "question";
    public const string Intent = "intent";

    /// <summary>All of them, in the order of a model's columns.</summary>
    public static IReadOnlyList<string> All { get; } = [Spam, Abuse, Complaint, Question, Intent];
}
