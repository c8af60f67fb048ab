using Npgsql;
using Steward.Kernel;
using Steward.ServiceDefaults.Outbound;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Phrases;

/// <summary>Adds or changes a canned phrase, with what the compliance gate lets out. The same again is a retry.</summary>
internal sealed class PutPhrase(Database database, OutboundCheck outbound, TimeProvider clock)
{
    /// <summary>A list that people choose from; all of it is read at once.</summary>
    public const int Most = 500;

    /// <param name="brand">Whose.</param>
    /// <param name="phrase">As it shall be.</param>
    /// <param name="expected">The version that its author has read; 0: none.</param>
    /// <param name="word">Who writes it, and what a lead lets go in it.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<Result<CannedPhrase>> HandleAsync(BrandId brand, CannedPhrase phrase, int expected, SendersWord word, CancellationToken ct)
    {
        // Before anything is locked: it is a call. As it is written, for what is filled in comes from Steward, and the answer is checked again before it goes out.
        var cleared = await outbound.ClearAsync(brand, phrase.Text, "phrase.text", word, null, ct);
        if (cleared.Failed) { return cleared.Problem; }

        await using var transaction = await database.BeginAsync(brand, ct);
        var known = await transaction.SingleOrDefaultAsync<CannedPhrase>(
            $"select {ListPhrases.Columns} from canned_phrases where brand_id = @brand and phrase_id = @PhraseId for update", new { brand, phrase.PhraseId }, ct);
        if (known?.SaysAs(phrase) == true) { return known; }

        if ((known?.Version ?? 0) != expected) { return PhraseProblems.ChangedMeanwhile(known?.Version ?? 0, known?.ChangedBy ?? ""); }

        if (known is null && await transaction.SingleAsync<long>("select count(*) from canned_phrases where brand_id = @brand", new { brand }, ct) >= Most) { return PhraseProblems.TooMany(Most); }

        var changed = phrase with { Version = expected + 1, ChangedBy = word.By, ChangedAt = clock.GetUtcNow() };
        return await StoreAsync(transaction, brand, changed, ct);
    }

    private static async Task<Result<CannedPhrase>> StoreAsync(BrandTransaction transaction, BrandId brand, CannedPhrase phrase, CancellationToken ct)
    {
        try
        {
            // Two who add one id at once: the second finds the first here, and is told.
            var stored = await transaction.ExecuteAsync(
                """
                insert into canned_phrases as kept (brand_id, phrase_id, shortcut, title, text, category, language, playbook_step, playbook_hint, version, changed_by, changed_at)
                values (@brand, @PhraseId, @Shortcut, @Title, @Text, @Category, @Language, @PlaybookStep, @PlaybookHint, @Version, @ChangedBy, @at)
                on conflict (brand_id, phrase_id) do update set shortcut = excluded.shortcut, title = excluded.title, text = excluded.text, category = excluded.category,
                    language = excluded.language, playbook_step = excluded.playbook_step, playbook_hint = excluded.playbook_hint, version = excluded.version, changed_by = excluded.changed_by, changed_at = excluded.changed_at
                where kept.version = excluded.version - 1
                """,
                new { brand, phrase.PhraseId, phrase.Shortcut, phrase.Title, phrase.Text, phrase.Category, phrase.Language, phrase.PlaybookStep, phrase.PlaybookHint, phrase.Version, phrase.ChangedBy, at = phrase.ChangedAt.UtcDateTime },
                ct);
            if (stored == 0) { return PhraseProblems.ChangedMeanwhile(phrase.Version, "Somebody"); }
        }
        catch (PostgresException exception) when (exception is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "canned_phrases_by_shortcut" })
        {
            return PhraseProblems.ShortcutTaken(phrase.Shortcut);
        }

        await transaction.CommitAsync(ct);
        return phrase;
    }
}
