namespace Steward.Staffing.Triage;

/// <summary>What a matter is about, in wire spelling.</summary>
internal static class MatterKind
{
    /// <summary>A member asks something that the knowledge base could not answer.</summary>
    public const string Question = "question";

    /// <summary>A member wants to buy, or asks for a price.</summary>
    public const string Intent = "intent";

    /// <summary>A member is unhappy.</summary>
    public const string Complaint = "complaint";

    public static readonly string[] All = [Question, Intent, Complaint];

    /// <summary>The graver of two: a matter in which somebody asks and complains is a complaint.</summary>
    public static string Graver(string one, string other) => Array.IndexOf(All, one) >= Array.IndexOf(All, other) ? one : other;
}
