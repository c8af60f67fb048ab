using Steward.Kernel;
using Steward.Moderation.Storage;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Compliance.Phrases;

/// <summary>Phrases of brands, newest first.</summary>
/// <param name="Kind">Empty: both.</param>
/// <param name="IsStanding">Only those that hold now.</param>
/// <param name="Search">In the phrase, whatever its case.</param>
/// <param name="After">The last row of the page before.</param>
internal sealed record ListPhrases(IReadOnlyList<BrandId> Brands, string Kind, bool IsStanding, string Search, int PageSize, TimeKey? After);

internal sealed class ListPhrasesHandler(Database database, TimeProvider clock)
{
    private static readonly TimedList List = new("compliance_phrases", BrandPhrase.Columns, "set_at", "phrase_id", NewestFirst: true);

    public async Task<Result<TimedPage<BrandPhrase>>> HandleAsync(ListPhrases query, CancellationToken ct)
    {
        if (query.Kind is not ("" or PhraseKind.RedLine or PhraseKind.Exemption)) { return PhraseProblems.UnknownKind; }

        await using var transaction = await database.BeginAsync(query.Brands, ct);
        return await List.ReadAsync<BrandPhrase>(
            """
            brand_id = any (@brands) and (@Kind = '' or kind = @Kind) and (not @IsStanding or (ended_at is null and (until is null or until > @now)))
            and (@search = '' or strpos(lower(phrase), lower(@search)) > 0)
            """,
            new { brands = query.Brands.Select(brand => brand.Value).ToArray(), query.Kind, query.IsStanding, now = clock.GetUtcNow(), search = query.Search.Replace("\0", "", StringComparison.Ordinal) },
            query.PageSize,
            query.After,
            row => new TimeKey(row.SetAt, row.PhraseId),
            transaction,
            ct);
    }
}
