namespace Steward.Staffing.Inbox;

/// <summary>The states of a work item, in their wire spelling.</summary>
internal static class ItemState
{
    public const string Open = "open";
    public const string Claimed = "claimed";
    public const string Answering = "answering";

    /// <summary>It was answered, and it is the member's turn.</summary>
    public const string Waiting = "waiting";
    public const string Resolved = "resolved";

    public static readonly string[] All = [Open, Claimed, Answering, Waiting, Resolved];

    /// <summary>It is somebody's turn here.</summary>
    public static readonly string[] Ours = [Open, Claimed, Answering];
}

/// <summary>Whether a deadline was kept, in wire spelling.</summary>
internal static class Kept
{
    public const string Hit = "hit";
    public const string Missed = "missed";

    /// <summary>Empty where there was no deadline.</summary>
    public static string Of(DateTimeOffset? due, DateTimeOffset at) => due is null ? "" : at <= due ? Hit : Missed;
}

/// <summary>How a resolved item ended, in wire spelling.</summary>
internal static class Resolution
{
    public const string Answered = "answered";
    public const string Closed = "closed";

    /// <summary>In the group itself, by staff.</summary>
    public const string Staff = "staff";

    /// <summary>In the group itself, by another member.</summary>
    public const string Member = "member";

    /// <summary>The member is with sales; it comes back when nobody there speaks to them in time.</summary>
    public const string Sales = "sales";

    /// <summary>What may have ended too early: whoever looks opens it again.</summary>
    public static readonly string[] Reopenable = [Closed, Staff, Member];
}
