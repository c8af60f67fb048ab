using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Compliance.Phrases;

/// <summary>Adds and ends a brand's red lines and exemptions.</summary>
internal sealed partial class ChangePhrasesHandler(Database database, TimeProvider clock, ILogger<ChangePhrasesHandler> logger)
{
    /// <summary>How many phrases of a brand may stand at once.</summary>
    public const int Most = 5_000;

    public async Task<Result<BrandPhrase>> AddAsync(BrandPhrase draft, string by, CancellationToken ct)
    {
        var now = StoredMoment.Of(clock.GetUtcNow());
        var brand = new BrandId(draft.BrandId);
        await using var transaction = await database.BeginAsync(brand, ct);
        await PhrasesInForce.MoveHeadAsync(brand, transaction, ct);
        if (await FindAsync(brand, draft.PhraseId, transaction, ct) is { } known) { return known.SaysTheSameAs(draft) ? known : PhraseProblems.IdUsed(draft.PhraseId); }

        if (PhraseCheck.Wrong(draft, now) is { } wrong) { return wrong; }

        var standing = await transaction.SingleAsync<long>("select count(*) from compliance_phrases where brand_id = @brand and ended_at is null and (until is null or until > @now)", new { brand, now }, ct);
        if (standing >= Most) { return PhraseProblems.TooMany(Most); }

        var added = draft with { SetAt = now, SetBy = by };
        await transaction.ExecuteAsync(
            """
            insert into compliance_phrases (brand_id, phrase_id, kind, phrase, severity, advice, rewording, reason, until, set_at, set_by)
            values (@BrandId, @PhraseId, @Kind, @Phrase, @Severity, @Advice, @Rewording, @Reason, @Until, @SetAt, @SetBy)
            """,
            added,
            ct);
        await transaction.CommitAsync(ct);
        Log.Added(logger, by, added.Kind, added.PhraseId);
        return added;
    }

    public async Task<Result<BrandPhrase>> EndAsync(BrandId brand, Guid phrase, string reason, string by, CancellationToken ct)
    {
        if (!PhraseCheck.IsSaid(reason)) { return PhraseProblems.WrongReason(PhraseCheck.LongestWords); }

        await using var transaction = await database.BeginAsync(brand, ct);
        await PhrasesInForce.MoveHeadAsync(brand, transaction, ct);
        if (await FindAsync(brand, phrase, transaction, ct) is not { } known) { return PhraseProblems.NotFound(phrase); }

        if (known.EndedAt is not null) { return known; }

        var ended = known with { EndedAt = StoredMoment.Of(clock.GetUtcNow()), EndedBy = by, EndReason = reason };
        await transaction.ExecuteAsync(
            "update compliance_phrases set ended_at = @EndedAt, ended_by = @EndedBy, end_reason = @EndReason where brand_id = @BrandId and phrase_id = @PhraseId",
            new { ended.EndedAt, ended.EndedBy, ended.EndReason, ended.BrandId, ended.PhraseId },
            ct);
        await transaction.CommitAsync(ct);
        Log.Ended(logger, by, ended.Kind, phrase);
        return ended;
    }

    private static Task<BrandPhrase?> FindAsync(BrandId brand, Guid phrase, BrandTransaction transaction, CancellationToken ct) =>
        transaction.SingleOrDefaultAsync<BrandPhrase>($"select {BrandPhrase.Columns} from compliance_phrases where brand_id = @brand and phrase_id = @phrase", new { brand, phrase }, ct);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{By} added {Kind} {Phrase} to the compliance gate.")]
        public static partial void Added(ILogger logger, string by, string kind, Guid phrase);

        [LoggerMessage(2, LogLevel.Information, "{By} ended {Kind} {Phrase} of the compliance gate.")]
        public static partial void Ended(ILogger logger, string by, string kind, Guid phrase);
    }
}
