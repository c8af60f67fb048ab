using System.Text;
using Steward.Kernel;

namespace Steward.Moderation.Pact;

/// <summary>The states of a version, in their wire spelling.</summary>
internal static class PactState
{
    /// <summary>Somebody is writing it.</summary>
    public const string Draft = "draft";

    /// <summary>It holds, unless a group has its own.</summary>
    public const string Published = "published";

    /// <summary>It held once.</summary>
    public const string Ended = "ended";
}

/// <summary>What a version of the pact says.</summary>
/// <param name="Text">The notice in the group.</param>
/// <param name="Reminder">What who joins is told in private; <see cref="GroupPlace"/> stands for the name of the group.</param>
/// <param name="Remind">Whether who joins is reminded at all.</param>
/// <param name="Note">Why it was changed.</param>
internal sealed record PactWords(string Text, string Reminder, bool Remind, string Note)
{
    public const int LongestText = 2_000;
    public const int LongestReminder = 1_000;
    public const int LongestNote = 500;

    /// <summary>WeCom's limit for a private message.</summary>
    public const int MostReminderBytes = 4_000;
    public const string GroupPlace = "{group}";
    private const int LongestName = 30;

    /// <summary>What is wrong with it, or null.</summary>
    public Problem? Wrong()
    {
        List<(string Field, string Rule)> wrong = [];
        Expect(IsSaid(Text, LongestText), "text", $"must have 1 to {LongestText} characters, none of them U+0000");
        Expect(IsSaid(Reminder, LongestReminder), "reminder", $"must have 1 to {LongestReminder} characters, none of them U+0000");
        Expect(Encoding.UTF8.GetByteCount(ReminderFor(new string('群', LongestName))) <= MostReminderBytes, "reminder", $"must have at most {MostReminderBytes} bytes with the name of the group in it");
        Expect(Note.Length <= LongestNote && !Note.Contains('\0'), "note", $"must have at most {LongestNote} characters, none of them U+0000");
        return wrong.Count == 0 ? null : PactProblems.Invalid(wrong);

        void Expect(bool holds, string field, string rule)
        {
            if (!holds) { wrong.Add((field, rule)); }
        }
    }

    /// <summary>The reminder for who joined a group of this name; very long names are cut, so that it stays sendable.</summary>
    public string ReminderFor(string group) => Reminder.Replace(GroupPlace, group.Length <= LongestName ? group : group[..LongestName], StringComparison.Ordinal);

    private static bool IsSaid(string text, int longest) => text.Trim().Length > 0 && text.Length <= longest && !text.Contains('\0');
}

/// <summary>A version of a brand's pact, or of a group's own. Published it is never changed.</summary>
internal sealed record PactVersion
{
    public const string Columns = "brand_id, version, group_id, state, text, reminder, remind, note, revision, written_at, written_by, published_at, published_by, ended_at, ended_by";

    public required Guid BrandId { get; init; }

    /// <summary>One count for the brand and all its groups.</summary>
    public required int Version { get; init; }

    /// <summary>Null: of the whole brand.</summary>
    public Guid? GroupId { get; init; }

    /// <summary>See <see cref="PactState"/>.</summary>
    public required string State { get; init; }
    public required string Text { get; init; }
    public required string Reminder { get; init; }
    public required bool Remind { get; init; }
    public string Note { get; init; } = "";

    /// <summary>Goes up with each save of a draft.</summary>
    public int Revision { get; init; }
    public DateTimeOffset? WrittenAt { get; init; }
    public string WrittenBy { get; init; } = "";
    public DateTimeOffset? PublishedAt { get; init; }
    public string PublishedBy { get; init; } = "";
    public DateTimeOffset? EndedAt { get; init; }
    public string EndedBy { get; init; } = "";

    public PactWords Words => new(Text, Reminder, Remind, Note);
}
