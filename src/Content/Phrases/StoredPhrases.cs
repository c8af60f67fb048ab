using Npgsql;
using Steward.Content.Inheritance;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Phrases;

/// <summary>A brand's own canned phrases, or the agency's, in the database, within a transaction.</summary>
internal sealed class StoredPhrases(ContentScope scope, BrandTransaction transaction)
{
    /// <summary>A list that people choose from; all of it is read at once.</summary>
    public const int Most = 500;

    private const string Columns = "phrase_id, shortcut, title, text, category, language, playbook_step, playbook_hint, version, changed_by, changed_at";

    private string Table => scope.IsAgency ? "agency_canned_phrases" : "canned_phrases";

    private string Where => scope.IsAgency ? "true" : "brand_id = @brand";

    private (string Columns, string Values) Key => scope.IsAgency ? (string.Empty, string.Empty) : ("brand_id, ", "@brand, ");

    /// <summary>What the scope's people have at hand, by shortcut: a brand's with those that it inherits.</summary>
    public Task<IReadOnlyList<CannedPhrase>> AtHandAsync(CancellationToken ct) => transaction.QueryAsync<CannedPhrase>(
        scope.IsAgency ? $"select {Columns} from {Table} order by shortcut" : $"select {Columns}, inherited from phrases_of(@brand) order by shortcut", new { brand = scope.Brand }, ct);

    /// <summary>Those that are the scope's own, by shortcut; nobody else changes them until the transaction ends.</summary>
    public Task<IReadOnlyList<CannedPhrase>> OwnAsync(CancellationToken ct) => transaction.QueryAsync<CannedPhrase>($"select {Columns} from {Table} where {Where} order by shortcut for update", new { brand = scope.Brand }, ct);

    public Task<CannedPhrase?> FindAsync(Guid phrase, CancellationToken ct) =>
        transaction.SingleOrDefaultAsync<CannedPhrase>($"select {Columns} from {Table} where {Where} and phrase_id = @phrase for update", new { brand = scope.Brand, phrase }, ct);

    public Task<long> CountAsync(CancellationToken ct) => transaction.SingleAsync<long>($"select count(*) from {Table} where {Where}", new { brand = scope.Brand }, ct);

    public Task RemoveAsync(Guid phrase, CancellationToken ct) => transaction.ExecuteAsync($"delete from {Table} where {Where} and phrase_id = @phrase", new { brand = scope.Brand, phrase }, ct);

    /// <summary>Stores a phrase as its next version.</summary>
    public async Task<Problem?> StoreAsync(CannedPhrase phrase, CancellationToken ct)
    {
        try
        {
            // Two who add one id at once: the second finds the first here, and is told.
            var stored = await transaction.ExecuteAsync(
                $"""
                insert into {Table} as kept ({Key.Columns}{Columns})
                values ({Key.Values}@PhraseId, @Shortcut, @Title, @Text, @Category, @Language, @PlaybookStep, @PlaybookHint, @Version, @ChangedBy, @at)
                on conflict ({Key.Columns}phrase_id) do update set shortcut = excluded.shortcut, title = excluded.title, text = excluded.text, category = excluded.category,
                    language = excluded.language, playbook_step = excluded.playbook_step, playbook_hint = excluded.playbook_hint, version = excluded.version, changed_by = excluded.changed_by, changed_at = excluded.changed_at
                where kept.version = excluded.version - 1
                """,
                new
                {
                    brand = scope.Brand, phrase.PhraseId, phrase.Shortcut, phrase.Title, phrase.Text, phrase.Category, phrase.Language, phrase.PlaybookStep, phrase.PlaybookHint, phrase.Version, phrase.ChangedBy, at = phrase.ChangedAt.UtcDateTime,
                },
                ct);
            return stored == 0 ? PhraseProblems.ChangedMeanwhile(phrase.Version, "Somebody") : null;
        }
        catch (PostgresException exception) when (exception is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "canned_phrases_by_shortcut" or "agency_canned_phrases_by_shortcut" })
        {
            return PhraseProblems.ShortcutTaken(phrase.Shortcut);
        }
    }
}
