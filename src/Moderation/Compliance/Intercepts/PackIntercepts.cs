using Steward.Kernel;
using Steward.Moderation.Compliance.Phrases;
using Steward.Moderation.Rules.Kinds;
using Steward.Moderation.Rules.Versions;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Compliance.Intercepts;

/// <summary>What WeCom's intercept rules can carry of a brand's red lines and, if wanted, of its rules' words.</summary>
/// <param name="WithRules">Also the words of the keyword rules that hold for groups without a pack.</param>
/// <param name="Room">How many rules of the corp are free; 0: all.</param>
internal sealed record PackIntercepts(BrandId Brand, bool WithRules, int Room);

internal sealed class PackInterceptsHandler(Database database, ReadRulesHandler rules, TimeProvider clock)
{
    public async Task<Result<InterceptPack>> HandleAsync(PackIntercepts query, CancellationToken ct)
    {
        if (query.Room is < 0 or > InterceptPacking.MostRules) { return Problem.InvalidField("MOD-128", "room", $"room must be 0 to {InterceptPacking.MostRules}."); }

        IReadOnlyList<BrandPhrase> phrases;
        await using (var transaction = await database.BeginAsync(query.Brand, ct))
        {
            phrases = await transaction.QueryAsync<BrandPhrase>($"select {BrandPhrase.Columns} from compliance_phrases where brand_id = @brand and ended_at is null order by phrase_id", new { brand = query.Brand }, ct);
        }

        var now = clock.GetUtcNow();
        var standing = phrases.Where(phrase => phrase.HoldsAt(now)).ToList();
        var exempt = standing.Where(phrase => phrase.Kind == PhraseKind.Exemption).Select(phrase => phrase.Phrase).ToList();
        var words = LinesOf(standing).Concat(query.WithRules ? await TermsAsync(query.Brand, ct) : [])
            .Select(word => word.Barred.Length == 0 && exempt.Exists(phrase => phrase.Contains(word.Text, StringComparison.OrdinalIgnoreCase)) ? word with { Barred = LeftOut.Exempt } : word);
        return InterceptPacking.Pack(words, query.Room == 0 ? InterceptPacking.MostRules : query.Room);
    }

    // A hint stops nothing, so WeCom is not asked to.
    private static IEnumerable<InterceptWord> LinesOf(IEnumerable<BrandPhrase> standing) => standing
        .Where(phrase => phrase.Kind == PhraseKind.RedLine && phrase.Severity != Severity.Hint.Name())
        .Select(phrase => new InterceptWord(phrase.Phrase, phrase.Severity == Severity.Block.Name(), 0, phrase.PhraseId.ToString()));

    private async Task<IEnumerable<InterceptWord>> TermsAsync(BrandId brand, CancellationToken ct)
    {
        var (effective, hits) = await rules.ExplainAsync(brand, Guid.Empty, ct);
        return
        [
            .. from one in effective.Rules
               where one.Holds && one.Rule.Severity != Rules.Severity.Hint && one.Rule is KeywordRule
               let count = hits.GetValueOrDefault((Rules.EffectiveRules.NameOf(one.Level), one.Version, one.Rule.RuleId))
               from term in ((KeywordRule)one.Rule).Terms
               select new InterceptWord(term.Text, one.Rule.Severity == Rules.Severity.Act, count, one.Rule.RuleId, term.Word || term.Exclude.Count > 0 ? LeftOut.Context : ""),
        ];
    }
}
