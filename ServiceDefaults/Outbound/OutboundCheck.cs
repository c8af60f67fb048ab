using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Steward.Contracts.Moderation.V1;
using Steward.Kernel;

namespace Steward.ServiceDefaults.Outbound;

/// <summary>
/// Asks the compliance gate about what is to leave Steward on a brand's behalf, in the service's own name: whoever sends decides by the answer, and sends nothing without one.
/// A remote call: ask before the transaction that takes row locks.
/// </summary>
public sealed partial class OutboundCheck(IServiceScopeFactory scopes, ILogger<OutboundCheck> logger)
{
    /// <summary>As many as the gate takes at once.</summary>
    private const int Most = 100;

    /// <summary>The verdict on each distinct text by the rules of this moment, in one call for up to a hundred.</summary>
    /// <param name="brand">On whose behalf they would go out; null: the agency's texts for all brands, which are asked about again for each brand when they go out.</param>
    /// <param name="texts">Exactly as they would go out.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>By text; or the problem that the gate gave no answer, which is a reason to wait, never to send.</returns>
    public async Task<Result<IReadOnlyDictionary<string, TextVerdict>>> AskAsync(BrandId? brand, IEnumerable<string> texts, CancellationToken ct)
    {
        var verdicts = new Dictionary<string, TextVerdict>(StringComparer.Ordinal);
        await using var scope = scopes.CreateAsyncScope();
        var gate = scope.ServiceProvider.GetRequiredService<ComplianceService.ComplianceServiceClient>();
        foreach (var part in texts.Distinct(StringComparer.Ordinal).Chunk(Most))
        {
            try
            {
                var answer = await gate.CheckTextsAsync(new CheckTextsRequest { BrandId = brand?.ToString() ?? "", Agency = brand is null, Texts = { part } }, cancellationToken: ct);
                for (var at = 0; at < part.Length; at++) { verdicts[part[at]] = answer.Verdicts[at]; }
            }
            catch (RpcException exception) when (!ct.IsCancellationRequested)
            {
                // Whatever the gate says instead of a verdict: none was given.
                Log.NoVerdict(logger, part.Length, brand?.ToString() ?? "(agency)", exception);
                return OutboundProblems.Unchecked;
            }
        }

        return verdicts;
    }

    /// <summary>Asks about one text that somebody sends, and lets it out or says what has to change.</summary>
    /// <param name="brand">On whose behalf it would go out; null as for <see cref="AskAsync"/>.</param>
    /// <param name="text">Exactly as it would go out.</param>
    /// <param name="field">Path of the text in the request, for the problem.</param>
    /// <param name="word">Who sends it.</param>
    /// <param name="earlier">What a lead let go of in exactly this text before; null: nothing.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>The findings that are let go now, to be kept with who and when; null: there was nothing to let go.</returns>
    public async Task<Result<TextVerdict?>> ClearAsync(BrandId? brand, string text, string field, SendersWord word, TextVerdict? earlier, CancellationToken ct)
    {
        var asked = await AskAsync(brand, [text], ct);
        return asked.Failed ? asked.Problem : asked.Value[text].Clear(field, word, earlier);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The compliance gate gave no verdict on {Count} texts of {Brand}; nothing goes out unchecked.")]
        public static partial void NoVerdict(ILogger logger, int count, string brand, Exception exception);
    }
}
