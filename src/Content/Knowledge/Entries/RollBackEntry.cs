using Steward.Content.Inheritance;
using Steward.Kernel;
using Steward.ServiceDefaults.Outbound;

namespace Steward.Content.Knowledge.Entries;

/// <summary>Makes an earlier version of an entry its next one. What was approved then and is not the caller's to approve goes to review.</summary>
internal sealed class RollBackEntry(ListEntryVersions versions, PutEntry put)
{
    /// <param name="scope">Whose.</param>
    /// <param name="entry">Which.</param>
    /// <param name="version">The version to be made anew.</param>
    /// <param name="expected">The version that the caller has read.</param>
    /// <param name="word">Who does it, and what a lead lets go in it.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<Result<KnowledgeEntry>> HandleAsync(ContentScope scope, Guid entry, int version, int expected, SendersWord word, CancellationToken ct)
    {
        if (await versions.FindAsync(scope, entry, version, ct) is not { } earlier) { return KnowledgeProblems.NoVersion(entry, version); }

        var state = earlier.State == EntryState.Approved && !word.Leads ? EntryState.InReview : earlier.State;
        return await put.HandleAsync(scope, earlier with { State = state, RestoredFrom = version }, expected, word, fromGap: false, ct);
    }
}
