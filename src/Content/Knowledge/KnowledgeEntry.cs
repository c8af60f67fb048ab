using Steward.Contracts.Events.Channels;

namespace Steward.Content.Knowledge;

/// <summary>How far an entry is. Any may follow any; who may approve is <see cref="KnowledgeEntry.MayBeApproved"/>.</summary>
internal static class EntryState
{
    /// <summary>Being written.</summary>
    public const string Draft = "draft";

    /// <summary>Its owner or a lead is to look at it.</summary>
    public const string InReview = "in_review";

    /// <summary>It is answered and suggested, while it is valid.</summary>
    public const string Approved = "approved";

    /// <summary>No more in use; it stays, with its versions.</summary>
    public const string Retired = "retired";

    public static IReadOnlyList<string> All { get; } = [Draft, InReview, Approved, Retired];

    /// <summary>Whether an entry in this state is what holds under its id, in a brand's base in the place of the agency's; one that is still being written is not.</summary>
    public static bool Decides(string? state) => state is Approved or Retired;
}

/// <summary>One entry of a knowledge base: a standard question, other ways to ask it, and the answer; with how far it is, when it holds, and whose it is.</summary>
internal sealed record KnowledgeEntry
{
    public required Guid EntryId { get; init; }
    public required string Question { get; init; }
    public required string[] Paraphrases { get; init; }
    public required string Answer { get; init; }

    /// <summary>One of <see cref="EntryState"/>.</summary>
    public string State { get; init; } = EntryState.Approved;

    /// <summary>Who is asked to review it; may be nobody.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Where the answer comes from.</summary>
    public string Source { get; init; } = "";
    public DateTimeOffset? ValidFrom { get; init; }
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>What goes along with the answer.</summary>
    public IReadOnlyList<SendAttachment> Attachments { get; init; } = [];

    /// <summary>Moves with every change, from 1 on; 0: it is not stored yet.</summary>
    public int Version { get; init; }
    public string ChangedBy { get; init; } = "";
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>The earlier version that this one was made of anew; 0: none. Told of versions only.</summary>
    public int RestoredFrom { get; init; }

    /// <summary>It is the agency's, as a brand's base holds it.</summary>
    public bool Inherited { get; init; }

    /// <summary>It is a brand's own, and the agency has one of its id: approved or retired it stands in its place.</summary>
    public bool Replaces { get; init; }

    /// <summary>How often it was sent; not part of matching.</summary>
    public long Answered { get; init; }

    /// <summary>Whether it holds for what was asked at a moment: from its first moment on, and before its end.</summary>
    public bool IsValidAt(DateTimeOffset asked) => !(asked < ValidFrom) && !(asked >= ValidUntil);

    /// <summary>Whether both say the same.</summary>
    public bool SaysAs(KnowledgeEntry other) => DifferenceTo(other).Count == 0;

    /// <summary>The fields that differ, in their wire spelling.</summary>
    public IReadOnlyList<string> DifferenceTo(KnowledgeEntry other)
    {
        var fields = new List<string>();
        if (Question != other.Question) { fields.Add("question"); }

        if (!Paraphrases.SequenceEqual(other.Paraphrases)) { fields.Add("paraphrases"); }

        if (Answer != other.Answer) { fields.Add("answer"); }

        if (State != other.State) { fields.Add("state"); }

        if (Owner != other.Owner) { fields.Add("owner"); }

        if (Source != other.Source) { fields.Add("source"); }

        if (ValidFrom != other.ValidFrom) { fields.Add("valid_from"); }

        if (ValidUntil != other.ValidUntil) { fields.Add("valid_until"); }

        if (!Attachments.SequenceEqual(other.Attachments)) { fields.Add("attachments"); }

        return fields;
    }

    /// <summary>Whether somebody may approve this in the place of what stands: a lead may, and the owner what somebody else wrote and nothing but its state is changed of.</summary>
    /// <param name="standing">What stands; null: it is new.</param>
    /// <param name="by">Who.</param>
    /// <param name="leads">Whether they are a lead.</param>
    public bool MayBeApproved(KnowledgeEntry? standing, string by, bool leads) =>
        leads || (standing is not null && standing.Owner == by && standing.ChangedBy != by && DifferenceTo(standing) is ["state"]);
}
