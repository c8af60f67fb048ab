using Steward.Kernel;
using Wire = Steward.Contracts.Staffing.V1;

namespace Steward.Staffing.Inbox;

/// <summary>What an answer says about the entry that the knowledge base offered for the question.</summary>
/// <param name="Entry">The entry; whether there is one is the knowledge base's to know.</param>
/// <param name="Use">Whether its answer was sent as it is, changed, or something else was.</param>
internal sealed record AnswerLesson(Guid Entry, string Use)
{
    private static readonly string[] Uses = ["accepted", "edited", "rejected"];

    /// <summary>A lesson as a caller wrote it; null: nothing is to be learnt.</summary>
    public static Result<AnswerLesson?> Read(Wire.AnswerLesson? wire)
    {
        if (wire is null) { return default(AnswerLesson); }

        if (!Guid.TryParse(wire.EntryId, out var entry) || entry == Guid.Empty) { return WorkItemProblems.WrongLesson("lesson.entry_id", "must be a UUID"); }

        return Uses.Contains(wire.Use) ? new AnswerLesson(entry, wire.Use) : WorkItemProblems.WrongLesson("lesson.use", $"must be one of {string.Join(", ", Uses)}");
    }
}
