using Steward.Kernel;
using Steward.ServiceDefaults.Outbound;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Knowledge.Entries;

/// <summary>Adds or changes an entry as its next version, with what the compliance gate lets out where it is approved. The same again is a retry.</summary>
internal sealed class PutEntry(Database database, OutboundCheck outbound, TimeProvider clock)
{
    /// <param name="brand">Whose.</param>
    /// <param name="entry">As it shall be.</param>
    /// <param name="expected">The version that its author has read; 0: none.</param>
    /// <param name="word">Who writes it, and what a lead lets go in it.</param>
    /// <param name="fromGap">Whether it is made from what people were asked; that stays.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<Result<KnowledgeEntry>> HandleAsync(BrandId brand, KnowledgeEntry entry, int expected, SendersWord word, bool fromGap, CancellationToken ct)
    {
        if (entry.State == EntryState.Approved)
        {
            // Before anything is locked: it is a call. It is checked again whenever it goes out; whoever approves it is told now.
            var cleared = await outbound.ClearAsync(brand, AnswerText.For(entry), "entry.answer", word, null, ct);
            if (cleared.Failed) { return cleared.Problem; }
        }

        await using var transaction = await database.BeginAsync(brand, ct);
        await EntryTables.TakeTurnAsync(transaction, brand, ct);
        var standing = (await EntryTables.StandingAsync(transaction, brand, [entry.EntryId], ct)).GetValueOrDefault(entry.EntryId);
        if (standing?.SaysAs(entry) == true) { return standing; }

        if ((standing?.Version ?? 0) != expected) { return KnowledgeProblems.EntryChanged(standing); }

        if (standing is null && entry.State == EntryState.Retired) { return KnowledgeProblems.WrongEntry([("state", "state cannot be retired in a new entry.")]); }

        if (entry.State == EntryState.Approved && !entry.MayBeApproved(standing, word.By, word.Leads)) { return KnowledgeProblems.NotYoursToApprove(); }

        var changed = entry with { Version = expected + 1, ChangedBy = word.By, ChangedAt = clock.GetUtcNow() };
        await EntryTables.StoreAsync(transaction, brand, [changed], entry.State == EntryState.Approved || standing?.State == EntryState.Approved, ct);
        if (fromGap) { await transaction.ExecuteAsync("update knowledge_entries set from_gap = true where brand_id = @brand and entry_id = @EntryId", new { brand, entry.EntryId }, ct); }

        await transaction.CommitAsync(ct);
        return changed;
    }
}
