using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Knowledge.Settings;

/// <summary>Settings of a brand's knowledge base that are or were in force, by their columns.</summary>
internal sealed record SettingsInForce
{
    /// <summary>0: the built-in ones.</summary>
    public int Version { get; init; }
    public double AnswerFrom { get; init; }
    public double SuggestFrom { get; init; }
    public double Margin { get; init; }
    public string Opening { get; init; } = "";
    public string Closing { get; init; } = "";

    /// <summary>Null with the built-in ones.</summary>
    public DateTimeOffset? SetAt { get; init; }
    public string SetBy { get; init; } = "";

    public AnswerSettings Settings => new(new Confidence(AnswerFrom, Margin, SuggestFrom), new Voice(Opening, Closing));

    /// <summary>The brand's own settings, newest first.</summary>
    public static Task<IReadOnlyList<SettingsInForce>> ListAsync(BrandTransaction transaction, BrandId brand, int most, CancellationToken ct) => transaction.QueryAsync<SettingsInForce>(
        "select version, answer_from, suggest_from, margin, opening, closing, set_at, set_by from knowledge_settings where brand_id = @brand order by version desc limit @most", new { brand, most }, ct);

    /// <summary>Every voice in which the brand has ever spoken, the built-in one among them.</summary>
    public static async Task<IReadOnlyList<Voice>> VoicesAsync(BrandTransaction transaction, BrandId brand, CancellationToken ct) =>
        [.. (await transaction.QueryAsync<SettingsInForce>("select distinct opening, closing from knowledge_settings where brand_id = @brand", new { brand }, ct)).Select(kept => kept.Settings.Voice).Append(Voice.BuiltIn).Distinct()];

    /// <summary>Those in force.</summary>
    public static async Task<SettingsInForce> OfAsync(BrandTransaction transaction, BrandId brand, KnowledgeOptions builtIn, CancellationToken ct) =>
        await ListAsync(transaction, brand, 1, ct) is [var newest] ? newest : new SettingsInForce { AnswerFrom = builtIn.Threshold, SuggestFrom = builtIn.Suggestion, Margin = builtIn.Margin };
}
