using Steward.Kernel;

namespace Steward.Staffing.Inbox;

/// <summary>Closes an item without an answer.</summary>
internal sealed class ResolveWorkItem(ChangeWorkItem change)
{
    public const int MaxNoteCharacters = 500;

    public async Task<Result<WorkItem>> HandleAsync(BrandId brand, Guid item, string note, string by, bool forOthers, CancellationToken ct) =>
        note.Length > MaxNoteCharacters || note.Contains('\0', StringComparison.Ordinal)
            ? WorkItemProblems.WrongNote(MaxNoteCharacters)
            : await change.HandleAsync(brand, item, (found, now, _) => Task.FromResult(found.Close(note, by, forOthers, now)), ct);
}
