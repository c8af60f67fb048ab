namespace Steward.Content.Knowledge;

/// <summary>What somebody said about a question.</summary>
internal static class LessonVerdict
{
    /// <summary>The entry answers it.</summary>
    public const string Answers = "answers";

    /// <summary>The entry does not answer it; which one does, nobody said.</summary>
    public const string NotThis = "not_this";

    /// <summary>No entry answers it.</summary>
    public const string None = "none";
}

/// <summary>Where a lesson comes from.</summary>
internal static class LessonSource
{
    /// <summary>Somebody taught it.</summary>
    public const string Said = "said";

    /// <summary>The entry's answer was sent as it is.</summary>
    public const string Accepted = "accepted";

    /// <summary>It was sent changed.</summary>
    public const string Edited = "edited";

    /// <summary>It was offered first, and something else was sent.</summary>
    public const string Rejected = "rejected";

    public static IReadOnlyList<string> All { get; } = [Said, Accepted, Edited, Rejected];
}

/// <summary>A question that somebody judged, so that the next one like it is known. Taken back, it has no part in matching any more.</summary>
internal sealed record Lesson
{
    public required Guid LessonId { get; init; }
    public required string Text { get; init; }

    /// <summary>One of <see cref="LessonVerdict"/>.</summary>
    public required string Verdict { get; init; }

    /// <summary>The entry that it is about; null when none answers.</summary>
    public Guid? EntryId { get; init; }

    /// <summary>That entry's question; empty: it is gone, or there is none. Told of lists only.</summary>
    public string EntryQuestion { get; init; } = "";

    public required string TaughtBy { get; init; }
    public required DateTimeOffset TaughtAt { get; init; }

    /// <summary>One of <see cref="LessonSource"/>.</summary>
    public string Source { get; init; } = LessonSource.Said;

    /// <summary>Who took it back; empty while it stands.</summary>
    public string TakenBackBy { get; init; } = "";

    public DateTimeOffset? TakenBackAt { get; init; }

    /// <summary>Whether both say the same about the same question.</summary>
    public bool SaysAs(Lesson other) => (Text, Verdict, EntryId) == (other.Text, other.Verdict, other.EntryId);
}
