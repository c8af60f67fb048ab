using Steward.Content.Inheritance;
using Steward.Kernel;
using Steward.ServiceDefaults.Outbound;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Phrases;

/// <summary>Adds or changes a canned phrase, with what the compliance gate lets out. The same again is a retry.</summary>
internal sealed class PutPhrase(Database database, OutboundCheck outbound, TimeProvider clock)
{
    /// <param name="scope">Whose.</param>
    /// <param name="phrase">As it shall be.</param>
    /// <param name="expected">The version that its author has read; 0: none.</param>
    /// <param name="word">Who writes it, and what a lead lets go in it.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<Result<CannedPhrase>> HandleAsync(ContentScope scope, CannedPhrase phrase, int expected, SendersWord word, CancellationToken ct)
    {
        // Before anything is locked: it is a call. As it is written, for what is filled in comes from Steward, and the answer is checked again before it goes out.
        var cleared = await outbound.ClearAsync(scope.IsAgency ? null : scope.Brand, phrase.Text, "phrase.text", word, null, ct);
        if (cleared.Failed) { return cleared.Problem; }

        await using var transaction = await database.BeginAsync(scope.Brands, ct);
        var stored = new StoredPhrases(scope, transaction);
        var known = await stored.FindAsync(phrase.PhraseId, ct);
        if (known?.SaysAs(phrase) == true) { return known; }

        if ((known?.Version ?? 0) != expected) { return PhraseProblems.ChangedMeanwhile(known?.Version ?? 0, known?.ChangedBy ?? ""); }

        if (known is null && await stored.CountAsync(ct) >= StoredPhrases.Most) { return PhraseProblems.TooMany(StoredPhrases.Most); }

        var changed = phrase with { Version = expected + 1, ChangedBy = word.By, ChangedAt = clock.GetUtcNow() };
        if (await stored.StoreAsync(changed, ct) is { } problem) { return problem; }

        await transaction.CommitAsync(ct);
        return changed;
    }
}
