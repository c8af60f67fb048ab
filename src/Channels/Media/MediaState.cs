namespace Steward.Channels.Media;

/// <summary>How far a file is; the words are those of the table and the contract.</summary>
internal static class MediaState
{
    /// <summary>It will be fetched.</summary>
    public const string Waiting = "waiting";

    /// <summary>It was fetched whole and is what the channel said it would be.</summary>
    public const string Kept = "kept";

    /// <summary>It is larger than files that are fetched unasked.</summary>
    public const string TooLarge = "too-large";

    /// <summary>The archive does not have it any more.</summary>
    public const string Expired = "expired";

    /// <summary>The archive does not know it.</summary>
    public const string Refused = "refused";

    /// <summary>What came is not what the message said, three times.</summary>
    public const string Altered = "altered";

    /// <summary>Its sender does not agree to the archive any more.</summary>
    public const string NoConsent = "no-consent";

    /// <summary>It was kept for its days and is gone. Not in the table: it follows from the day.</summary>
    public const string Dropped = "dropped";
}
