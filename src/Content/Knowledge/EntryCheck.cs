using System.Text;
using Google.Protobuf.WellKnownTypes;
using Steward.Content.Calendar;
using Steward.Contracts.Events.Channels;
using Wire = Steward.Contracts.Content.V1;

namespace Steward.Content.Knowledge;

/// <summary>An entry as its author wrote it. What nobody said of state, owner, source, validity and attachments is null.</summary>
internal sealed record GivenEntry
{
    public required Guid EntryId { get; init; }
    public required string Question { get; init; }
    public required string[] Paraphrases { get; init; }
    public required string Answer { get; init; }
    public string? State { get; init; }
    public string? Owner { get; init; }
    public string? Source { get; init; }
    public DateTimeOffset? ValidFrom { get; init; }
    public DateTimeOffset? ValidUntil { get; init; }

    public IReadOnlyList<SendAttachment>? Attachments { get; init; }

    /// <summary>Whether it says when it holds; else that stays as it is.</summary>
    public bool SaysValidity { get; init; }

    /// <summary>The entry that it is by itself; a draft, where it says nothing else.</summary>
    public KnowledgeEntry Whole => new()
    {
        EntryId = EntryId, Question = Question, Paraphrases = Paraphrases, Answer = Answer, State = State ?? EntryState.Draft, Owner = Owner ?? "", Source = Source ?? "", ValidFrom = ValidFrom, ValidUntil = ValidUntil,
        Attachments = Attachments ?? [],
    };

    /// <summary>The entry that it makes in the place of what stands: new ones are approved where nothing else is said, and what somebody may not approve goes to review.</summary>
    /// <param name="standing">What stands; null: it is new.</param>
    /// <param name="leads">Whether the author may approve.</param>
    public KnowledgeEntry Over(KnowledgeEntry? standing, bool leads)
    {
        var made = Whole with
        {
            State = State ?? standing?.State ?? EntryState.Approved, Owner = Owner ?? standing?.Owner ?? "", Source = Source ?? standing?.Source ?? "",
            ValidFrom = SaysValidity ? ValidFrom : standing?.ValidFrom, ValidUntil = SaysValidity ? ValidUntil : standing?.ValidUntil, Attachments = Attachments ?? standing?.Attachments ?? [],
        };
        return !leads && made.State == EntryState.Approved && standing?.SaysAs(made) != true ? made with { State = EntryState.InReview } : made;
    }
}

/// <summary>Reads entries as their author wrote them; says what is wrong with each bad one and keeps the good ones.</summary>
internal static class EntryCheck
{
    public const int MaxQuestionCharacters = 200;
    public const int MaxParaphrases = 50;
    public const int MaxAnswerBytes = 4000;
    public const int MaxOwnerCharacters = 100;
    public const int MaxSourceCharacters = 200;

    /// <summary>What is wrong with an entry.</summary>
    internal sealed record Fault(int Index, string Field, string Message);

    /// <summary>The good entries and the faults of the others; an entry with a fault is not among the good ones.</summary>
    public static (IReadOnlyList<GivenEntry> Good, IReadOnlyList<Fault> Faults) Read(IReadOnlyList<Wire.KnowledgeEntry> entries)
    {
        var good = new List<GivenEntry>(entries.Count);
        var faults = new List<Fault>();
        var seen = new HashSet<Guid>();
        for (var index = 0; index < entries.Count; index++)
        {
            var (entry, wrong) = Read(entries[index]);
            var twice = entry is not null && !seen.Add(entry.EntryId);
            if (twice) { faults.Add(new Fault(index, "entry_id", "entry_id occurs twice in this import.")); }

            faults.AddRange(wrong.Select(fault => new Fault(index, fault.Field, fault.Message)));
            if (entry is not null && wrong.Count == 0 && !twice) { good.Add(entry); }
        }

        return (good, faults);
    }

    /// <summary>One entry, with everything that is wrong with it; null: it has not even an id.</summary>
    public static (GivenEntry? Entry, IReadOnlyList<(string Field, string Message)> Faults) Read(Wire.KnowledgeEntry wire)
    {
        var faults = new List<(string, string)>();
        var hasId = Guid.TryParse(wire.EntryId, out var id) && id != Guid.Empty;
        if (!hasId) { faults.Add(("entry_id", "entry_id must be a UUID.")); }

        if (PhraseFault(wire.Question) is { } wrong) { faults.Add(("question", $"question {wrong}")); }

        CheckParaphrases(wire, faults);
        if (string.IsNullOrWhiteSpace(wire.Answer) || Encoding.UTF8.GetByteCount(wire.Answer) > MaxAnswerBytes || wire.Answer.Contains('\0', StringComparison.Ordinal))
        {
            faults.Add(("answer", $"answer must have 1 to {MaxAnswerBytes} bytes of UTF-8."));
        }

        CheckLife(wire, faults);
        var attachments = ServiceDefaults.Outbound.Attachments.Read(wire.Attachments, "attachments", faults);
        if (!hasId || faults.Count > 0) { return (hasId ? Bare(id) : null, faults); }

        return (Bare(id) with
        {
            Question = Plain(wire.Question), Paraphrases = [.. wire.Paraphrases.Select(Plain)], Answer = Plain(wire.Answer), State = Said(wire.State), Owner = Said(wire.Owner), Source = Said(wire.Source),
            ValidFrom = Stored(wire.ValidFrom), ValidUntil = Stored(wire.ValidUntil), SaysValidity = wire.ValidFrom is not null || wire.ValidUntil is not null,
            Attachments = attachments.Count > 0 ? attachments : null,
        }, faults);
    }

    /// <summary>What is wrong with a phrase, null if nothing.</summary>
    public static string? PhraseFault(string phrase) =>
        string.IsNullOrWhiteSpace(phrase) || phrase.Length > MaxQuestionCharacters || phrase.Contains('\0', StringComparison.Ordinal) ? $"must have 1 to {MaxQuestionCharacters} characters."
        : TextFold.Fold(phrase).Length == 0 ? "has no letter or digit, so nothing could match it."
        : null;

    /// <summary>A text without the space around it, with plain line breaks: one that goes out in a file and comes back is the same.</summary>
    public static string Plain(string text) => text.Trim().Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private static void CheckParaphrases(Wire.KnowledgeEntry entry, List<(string, string)> faults)
    {
        if (entry.Paraphrases.Count > MaxParaphrases)
        {
            faults.Add(("paraphrases", $"paraphrases holds more than {MaxParaphrases}."));
            return;
        }

        for (var at = 0; at < entry.Paraphrases.Count; at++)
        {
            if (PhraseFault(entry.Paraphrases[at]) is { } wrong) { faults.Add(($"paraphrases[{at}]", $"paraphrases[{at}] {wrong}")); }
        }
    }

    private static void CheckLife(Wire.KnowledgeEntry entry, List<(string, string)> faults)
    {
        if (entry.State.Length > 0 && !EntryState.All.Contains(entry.State)) { faults.Add(("state", $"state must be one of {string.Join(", ", EntryState.All)}.")); }

        if (entry.Owner.Length > MaxOwnerCharacters || entry.Owner.Contains('\0', StringComparison.Ordinal)) { faults.Add(("owner", $"owner must have at most {MaxOwnerCharacters} characters.")); }

        if (entry.Source.Length > MaxSourceCharacters || entry.Source.Contains('\0', StringComparison.Ordinal)) { faults.Add(("source", $"source must have at most {MaxSourceCharacters} characters.")); }

        if (!IsMoment(entry.ValidFrom)) { faults.Add(("valid_from", "valid_from must be a moment.")); }
        else if (!IsMoment(entry.ValidUntil)) { faults.Add(("valid_until", "valid_until must be a moment.")); }
        else if (entry is { ValidFrom: { } from, ValidUntil: { } until } && from.ToDateTimeOffset() >= until.ToDateTimeOffset()) { faults.Add(("valid_until", "valid_until must be after valid_from.")); }
    }

    private static bool IsMoment(Timestamp? moment) => moment?.IsMoment() != false;

    /// <summary>A moment as the database keeps it, in microseconds: the same entry again is the same.</summary>
    private static DateTimeOffset? Stored(Timestamp? moment) => moment?.ToDateTimeOffset() is { } at ? new DateTimeOffset(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero) : null;

    private static string? Said(string text) => Plain(text) is { Length: > 0 } said ? said : null;

    private static GivenEntry Bare(Guid id) => new() { EntryId = id, Question = "", Paraphrases = [], Answer = "" };
}
