using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Knowledge.Settings;

/// <summary>What would have become of the last days' questions at other settings, by what was found for them then.</summary>
internal sealed class PreviewSettings(Database database, TimeProvider clock)
{
    private static readonly TimeSpan Span = TimeSpan.FromDays(7);

    public async Task<Result<Preview>> HandleAsync(BrandId brand, AnswerSettings settings, CancellationToken ct)
    {
        if (settings.Wrong() is { } wrong) { return wrong; }

        var since = clock.GetUtcNow() - Span;
        await using var transaction = await database.BeginAsync(brand, ct);
        var preview = await transaction.SingleAsync<Preview>(
            """
            select count(*) as questions, count(*) filter (where score >= @Threshold and (second is null or score - second >= @Margin)) as answered, count(*) filter (where score < @Suggestion) as silent
            from questions where brand_id = @brand and asked_at >= @since
            """,
            new { brand, settings.Confidence.Threshold, settings.Confidence.Margin, settings.Confidence.Suggestion, since = since.UtcDateTime },
            ct);
        return preview with { Since = since };
    }

    /// <summary>Counts of questions; those that are neither answered nor silent are suggested.</summary>
    internal sealed record Preview
    {
        public long Questions { get; init; }
        public long Answered { get; init; }
        public long Silent { get; init; }
        public long Suggested => Questions - Answered - Silent;
        public DateTimeOffset Since { get; init; }
    }
}
