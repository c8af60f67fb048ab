using Microsoft.Extensions.Options;
using Steward.Kernel;
using Steward.ServiceDefaults.Outbound;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Knowledge.Settings;

/// <summary>Reads and changes when a brand's knowledge base answers, suggests or stays silent, and in which tone. A change holds from the next question on; every version stays, with who set it.</summary>
internal sealed partial class PutSettings(Database database, OutboundCheck outbound, IOptions<KnowledgeOptions> options, TimeProvider clock, ILogger<PutSettings> logger)
{
    private const int MostVersions = 100;

    public async Task<SettingsInForce> GetAsync(BrandId brand, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        return await SettingsInForce.OfAsync(transaction, brand, options.Value, ct);
    }

    public async Task<IReadOnlyList<SettingsInForce>> ListAsync(BrandId brand, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        return await SettingsInForce.ListAsync(transaction, brand, MostVersions, ct);
    }

    /// <param name="brand">Whose.</param>
    /// <param name="settings">As they shall be.</param>
    /// <param name="expected">The version that who changes them has read; 0: the built-in one.</param>
    /// <param name="by">Who.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>The version in force.</returns>
    public async Task<Result<int>> HandleAsync(BrandId brand, AnswerSettings settings, int expected, string by, CancellationToken ct)
    {
        if (settings.Wrong() is { } wrong) { return wrong; }

        // Before anything is locked: it is a call.
        if (await HeldAsync(brand, settings.Voice, ct) is { } held) { return held; }

        await using var transaction = await database.BeginAsync(brand, ct);
        // Two leads who change them at once come one after the other, and the later one is told.
        await transaction.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended(@name, 0))", new { name = $"knowledge_settings {brand}" }, ct);
        var inForce = await SettingsInForce.OfAsync(transaction, brand, options.Value, ct);
        if (inForce.Version > 0 && inForce.Settings == settings) { return inForce.Version; }

        if (inForce.Version != expected) { return KnowledgeProblems.SettingsChanged(inForce, expected); }

        var version = inForce.Version + 1;
        await transaction.ExecuteAsync(
            "insert into knowledge_settings (brand_id, version, answer_from, suggest_from, margin, opening, closing, set_at, set_by) values (@brand, @version, @Threshold, @Suggestion, @Margin, @Opening, @Closing, @now, @by)",
            new { brand, version, settings.Confidence.Threshold, settings.Confidence.Suggestion, settings.Confidence.Margin, settings.Voice.Opening, settings.Voice.Closing, now = clock.GetUtcNow().UtcDateTime, by },
            ct);
        await transaction.CommitAsync(ct);
        Log.Set(logger, by, version, brand);
        return version;
    }

    /// <summary>Why a line may not stand in every answer: nobody looks at those, so what is for review holds them all.</summary>
    private async Task<Problem?> HeldAsync(BrandId brand, Voice voice, CancellationToken ct)
    {
        (string Field, string Text)[] lines = [.. new[] { ("settings.opening", voice.Opening), ("settings.closing", voice.Closing) }.Where(line => line.Item2.Length > 0)];
        if (lines.Length == 0) { return null; }

        var asked = await outbound.AskAsync(brand, lines.Select(line => line.Text), ct);
        if (asked.Failed) { return asked.Problem; }

        var held = lines.Where(line => asked.Value[line.Text].Holds(null)).ToArray();
        return held.Length == 0 ? null : KnowledgeProblems.HeldVoice(held[0].Field, asked.Value[held[0].Text].Holding(null)[0]);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{By} put version {Version} of the knowledge settings of brand {Brand} in force.")]
        public static partial void Set(ILogger logger, string by, int version, BrandId brand);
    }
}
