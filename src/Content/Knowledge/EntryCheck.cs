using System.Text;
using Wire = Steward.Contracts.Content.V1;

namespace Steward.Content.Knowledge;

/// <summary>Reads entries as their author wrote them; says what is wrong with each bad one and keeps the good ones.</summary>
internal static class EntryCheck
{
    public const int MaxQuestionCharacters = 200;
    public const int MaxParaphrases = 50;
    public const int MaxAnswerBytes = 4000;

    /// <summary>What is wrong with an entry.</summary>
    internal sealed record Fault(int Index, string Field, string Message);

    /// <summary>The good entries and the faults of the others; an entry with a fault is not among the good ones.</summary>
    public static (IReadOnlyList<KnowledgeEntry> Good, IReadOnlyList<Fault> Faults) Read(IReadOnlyList<Wire.KnowledgeEntry> entries)
    {
        var good = new List<KnowledgeEntry>(entries.Count);
        var faults = new List<Fault>();
        var seen = new HashSet<Guid>();
        for (var index = 0; index < entries.Count; index++)
        {
            var before = faults.Count;
            var entry = entries[index];
            if (!Guid.TryParse(entry.EntryId, out var id) || id == Guid.Empty) { faults.Add(new Fault(index, "entry_id", "entry_id must be a UUID.")); }
            else if (!seen.Add(id)) { faults.Add(new Fault(index, "entry_id", "entry_id occurs twice in this import.")); }

            if (PhraseFault(entry.Question) is { } wrong) { faults.Add(new Fault(index, "question", $"question {wrong}")); }

            CheckParaphrases(entry, index, faults);
            if (string.IsNullOrWhiteSpace(entry.Answer) || Encoding.UTF8.GetByteCount(entry.Answer) > MaxAnswerBytes || entry.Answer.Contains('\0', StringComparison.Ordinal))
            {
                faults.Add(new Fault(index, "answer", $"answer must have 1 to {MaxAnswerBytes} bytes of UTF-8."));
            }

            if (faults.Count == before)
            {
                good.Add(new KnowledgeEntry { EntryId = id, Question = entry.Question.Trim(), Paraphrases = [.. entry.Paraphrases.Select(phrase => phrase.Trim())], Answer = entry.Answer.Trim() });
            }
        }

        return (good, faults);
    }

    private static void CheckParaphrases(Wire.KnowledgeEntry entry, int index, List<Fault> faults)
    {
        if (entry.Paraphrases.Count > MaxParaphrases)
        {
            faults.Add(new Fault(index, "paraphrases", $"paraphrases holds more than {MaxParaphrases}."));
            return;
        }

        for (var at = 0; at < entry.Paraphrases.Count; at++)
        {
            if (PhraseFault(entry.Paraphrases[at]) is { } wrong) { faults.Add(new Fault(index, $"paraphrases[{at}]", $"paraphrases[{at}] {wrong}")); }
        }
    }

    /// <summary>What is wrong with a phrase, null if nothing.</summary>
    public static string? PhraseFault(string phrase) =>
        string.IsNullOrWhiteSpace(phrase) || phrase.Length > MaxQuestionCharacters || phrase.Contains('\0', StringComparison.Ordinal) ? $"must have 1 to {MaxQuestionCharacters} characters."
        : TextFold.Fold(phrase).Length == 0 ? "has no letter or digit, so nothing could match it."
        : null;
}
