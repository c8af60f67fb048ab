using Steward.Content.Inheritance;
using Steward.Content.Knowledge.Settings;
using Steward.Kernel;
using Steward.ServiceDefaults.Outbound;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Knowledge.Entries;

/// <summary>Adds or changes an entry as its next version, with what the compliance gate lets out where it is approved. The same again is a retry.</summary>
internal sealed class PutEntry(Database database, OutboundCheck outbound, EntryPictures pictures, PutSettings settings, TimeProvider clock)
{
    /// <param name="scope">Whose.</param>
    /// <param name="entry">As it shall be.</param>
    /// <param name="expected">The version that its author has read; 0: none.</param>
    /// <param name="word">Who writes it, and what a lead lets go in it.</param>
    /// <param name="fromGap">Whether it is made from what people were asked; that stays.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<Result<KnowledgeEntry>> HandleAsync(ContentScope scope, KnowledgeEntry entry, int expected, SendersWord word, bool fromGap, CancellationToken ct)
    {
        var known = await pictures.KnownAsync(scope, entry.Attachments, ct);
        if (known.Failed) { return known.Problem; }

        if (EntryPictures.Missing(entry.Attachments, known.Value).ToArray() is { Length: > 0 } missing) { return KnowledgeProblems.WrongEntry(missing); }

        if (entry.State == EntryState.Approved)
        {
            // Before anything is locked: it is a call. It is checked again whenever it goes out; whoever approves it is told now.
            var cleared = await outbound.ClearAsync(scope.IsAgency ? null : scope.Brand, AnswerText.Checked(entry, await VoiceAsync(scope, ct)), "entry.answer", word, null, ct);
            if (cleared.Failed) { return cleared.Problem; }
        }

        await using var transaction = await database.BeginAsync(scope.Brands, ct);
        var stored = new StoredEntries(scope, transaction);
        await stored.TakeTurnAsync(ct);
        var standing = (await stored.StandingAsync([entry.EntryId], ct)).GetValueOrDefault(entry.EntryId);
        if (standing?.SaysAs(entry) == true) { return standing; }

        if ((standing?.Version ?? 0) != expected) { return KnowledgeProblems.EntryChanged(standing); }

        // What is inherited is put out of use by an own entry that is retired.
        if (standing is null && entry.State == EntryState.Retired && !await stored.InheritsAsync(entry.EntryId, ct)) { return KnowledgeProblems.WrongEntry([("state", "state cannot be retired in a new entry.")]); }

        if (entry.State == EntryState.Approved && !entry.MayBeApproved(standing, word.By, word.Leads)) { return KnowledgeProblems.NotYoursToApprove(); }

        var changed = entry with { Version = expected + 1, ChangedBy = word.By, ChangedAt = clock.GetUtcNow() };
        await stored.StoreAsync([changed], EntryState.Decides(entry.State) || EntryState.Decides(standing?.State), ct);
        if (fromGap) { await transaction.ExecuteAsync("update knowledge_entries set from_gap = true where brand_id = @Brand and entry_id = @EntryId", new { scope.Brand, entry.EntryId }, ct); }

        await transaction.CommitAsync(ct);
        return changed;
    }

    private async Task<Voice> VoiceAsync(ContentScope scope, CancellationToken ct) => scope.IsAgency ? Voice.BuiltIn : (await settings.GetAsync(scope.Brand, ct)).Settings.Voice;
}
