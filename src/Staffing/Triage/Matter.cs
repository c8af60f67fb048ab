using Steward.Contracts.Events.Content;
using Steward.Contracts.Events.Moderation;

namespace Steward.Staffing.Triage;

/// <summary>A member's message that needs a person.</summary>
internal sealed record Matter
{
    public required Guid MessageId { get; init; }
    public required Guid GroupId { get; init; }
    public required Guid MemberId { get; init; }
    public required string Text { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public required string Kind { get; init; }

    /// <summary>Whether the knowledge base handed it on: those are counted, each once.</summary>
    public bool HandedOn { get; init; }
    public string SuggestedAnswer { get; init; } = "";
    public double SuggestionScore { get; init; }

    /// <summary>Whether it calls somebody by name.</summary>
    public bool Mentions => Mention.In(Text);

    /// <summary>What the knowledge base could not answer.</summary>
    public static Matter Of(HandedOnQuestion question) => new()
    {
        MessageId = question.MessageId, GroupId = question.GroupId, MemberId = question.MemberId, Text = Storable(question.Text), AskedAt = question.AskedAt, Kind = MatterKind.Question, HandedOn = true,
        SuggestedAnswer = question.SuggestedAnswer, SuggestionScore = question.SuggestionScore,
    };

    /// <summary>
    /// What screening noticed, whatever the knowledge base says to it: who complains gets a person, and who wants to buy gets one. Null: nothing of that kind. A breach of the rules (an advert sounds like somebody who trades) is a
    /// case and no wish to buy, but somebody may complain in words that break them.
    /// </summary>
    public static Matter? Of(ScreenedMessage message)
    {
        if (message.FromStaff || message.Signals is not { } signals) { return null; }

        var kind = signals.Any(signal => signal.Name == SignalName.Complaint) ? MatterKind.Complaint
            : message.Label != ScreeningLabel.Offence && signals.Any(signal => signal.Name == SignalName.Intent) ? MatterKind.Intent
            : null;
        return kind is null ? null : new()
        {
            MessageId = message.MessageId, GroupId = message.GroupId, MemberId = message.SenderId, Text = Storable(message.Text), AskedAt = message.SentAt, Kind = kind,
        };
    }

    /// <summary>Members write what they like; PostgreSQL keeps all of it but NUL.</summary>
    private static string Storable(string text) => text.Contains('\0', StringComparison.Ordinal) ? text.Replace("\0", string.Empty, StringComparison.Ordinal) : text;
}
