using Steward.Contracts.Events.Moderation;

namespace Steward.Staffing.Triage;

/// <summary>Something said in a group that may answer what waits there.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="GroupId">Where.</param>
/// <param name="SenderId">Who.</param>
/// <param name="Kind">One of <see cref="ReplyKind"/>.</param>
/// <param name="Quoted">What it quotes; empty: nothing.</param>
/// <param name="ReplyTo">The message that it answers; null: the channel names none.</param>
/// <param name="SentAt">When, by the channel.</param>
internal sealed record GroupReply(Guid MessageId, Guid GroupId, Guid SenderId, string Kind, string Quoted, Guid? ReplyTo, DateTimeOffset SentAt)
{
    /// <summary>An answer that names nobody is short; what is longer, or has a link, is a post.</summary>
    private const int LongestUnquoted = 100;

    /// <summary>What a message may answer; null: nothing. Whether words of staff were sent by command is not seen here.</summary>
    public static GroupReply? Of(ScreenedMessage message)
    {
        if (message.Kind != "text" || message.Text.Length == 0) { return null; }

        var quoted = Quote.Of(message.Text);
        var names = quoted.Length > 0 || message.ReplyTo is not null;
        var kind = message.FromStaff ? names || (message.Text.Length <= LongestUnquoted && !message.Text.Contains("://", StringComparison.Ordinal)) ? ReplyKind.Staff : null
            : Thanks.In(message.Text) && quoted.Length == 0 ? ReplyKind.Thanks
            : names ? ReplyKind.Member
            : null;
        return kind is null ? null : new(message.MessageId, message.GroupId, message.SenderId, kind, quoted.Replace("\0", string.Empty, StringComparison.Ordinal), message.ReplyTo, message.SentAt);
    }
}

/// <summary>Who may have answered, in wire spelling.</summary>
internal static class ReplyKind
{
    /// <summary>Somebody who works for the brand or the agency.</summary>
    public const string Staff = "staff";

    /// <summary>A member who quotes what they answer.</summary>
    public const string Member = "member";

    /// <summary>A member has what they asked for.</summary>
    public const string Thanks = "thanks";
}
