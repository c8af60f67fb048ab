using Steward.Kernel;
using Steward.Moderation.Rules;
using Steward.Moderation.Rules.Versions;
using Steward.ServiceDefaults.Storage;
using RuleScope = Steward.Moderation.Rules.Versions.RuleScope;
using RuleSummary = Steward.Contracts.Moderation.V1.RuleSummary;

namespace Steward.Moderation.Screening.Trials;

/// <summary>What a version in shadow would have done on a brand's traffic so far.</summary>
internal sealed class ShadowReportHandler(Database database, RulesInForce rulesInForce, VersionSummaries summaries)
{
    private const int MostSamples = 500;

    /// <returns>The report, and what the rules that it names say: in that version, else in what is in force.</returns>
    public async Task<(TrialReport Report, IReadOnlyDictionary<string, RuleSummary> Said)> HandleAsync(BrandId brand, RuleScope scope, int version, CancellationToken ct)
    {
        var key = new { brand, level = EffectiveRules.NameOf(scope.Level), pack = scope.Pack, version, limit = MostSamples };
        await using var transaction = await database.BeginAsync(brand, ct);
        var rules = await transaction.QueryAsync<RuleRow>(
            """
            select rule_id, sum(hits)::bigint as hits, sum(decided)::bigint as decided, sum(gained)::bigint as gained, sum(lost)::bigint as lost from shadow_counts
            where brand_id = @brand and level = @level and pack_id = @pack and version = @version group by rule_id order by rule_id collate "C"
            """,
            key,
            ct);
        var samples = await transaction.QueryAsync<ShownSample>(
            """
            select rule_id, outcome, message_id, group_id, matched, text, sent_at from shadow_samples
            where brand_id = @brand and level = @level and pack_id = @pack and version = @version order by rule_id collate "C", sent_at, message_id limit @limit
            """,
            key,
            ct);
        var all = rules.FirstOrDefault(rule => rule.RuleId.Length == 0);
        var report = new TrialReport(
            all?.Hits ?? 0,
            all?.Decided ?? 0,
            [.. rules.Where(rule => rule.RuleId.Length > 0).Select(rule => new TrialRule(rule.RuleId) { Hits = rule.Hits, Decided = rule.Decided, Gained = rule.Gained, Lost = rule.Lost })],
            samples);
        return (report, await SaidAsync(brand, new VersionKey(scope, version), transaction, ct));
    }

    private async Task<IReadOnlyDictionary<string, RuleSummary>> SaidAsync(BrandId brand, VersionKey tried, BrandTransaction transaction, CancellationToken ct)
    {
        var said = new Dictionary<string, RuleSummary>(RuleSummaries.Of((await rulesInForce.OfAsync(brand, transaction, ct)).Layers.Sets), StringComparer.Ordinal);
        foreach (var (ruleId, summary) in (await summaries.OfAsync(brand, [tried], transaction, ct)).GetValueOrDefault(tried) ?? new Dictionary<string, RuleSummary>()) { said[ruleId] = summary; }

        return said;
    }

    private sealed record RuleRow
    {
        public string RuleId { get; init; } = string.Empty;
        public long Hits { get; init; }
        public long Decided { get; init; }
        public long Gained { get; init; }
        public long Lost { get; init; }
    }
}
