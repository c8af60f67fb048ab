using Steward.Kernel;
using Steward.Moderation.Compliance.Approvals;
using Steward.Moderation.Compliance.Phrases;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Compliance;

/// <summary>Checks texts by the rules of this moment: the shipped ones with the brand's own over them, and what was approved of exactly these texts.</summary>
internal sealed class CheckTextsHandler(Database database, PhrasesInForce phrases, TimeProvider clock)
{
    public const int Most = 100;
    public const int Longest = 8_000;

    /// <param name="brand">Whose texts; null: the agency's, for all brands, by the shipped rules alone.</param>
    /// <param name="texts">Exactly as they would go out.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<Result<IReadOnlyList<IReadOnlyList<ComplianceFinding>>>> HandleAsync(BrandId? brand, IReadOnlyList<string> texts, CancellationToken ct)
    {
        if (texts.Count is 0 or > Most || texts.Any(text => text.Length > Longest)) { return PhraseProblems.WrongTexts(Most, Longest); }

        var inForce = CompiledPhrases.None;
        if (brand is { } whose)
        {
            await using var transaction = await database.BeginAsync(whose, ct);
            inForce = await phrases.OfAsync(whose, transaction, ct);
        }

        var now = clock.GetUtcNow();
        var found = new List<IReadOnlyList<ComplianceFinding>>(texts.Count);
        foreach (var text in texts)
        {
            ct.ThrowIfCancellationRequested();
            found.Add(inForce.Check(text, ComplianceRules.AdLaw, now));
        }

        // Nearly all texts pass by themselves; only the others are looked up.
        var counting = Enumerable.Range(0, found.Count).Where(at => CompiledPhrases.Verdict(found[at]) is not null).ToList();
        if (counting.Count == 0 || brand is not { } approver) { return found; }

        await using var approvals = await database.BeginAsync(approver, ct);
        var standing = await StandingApprovals.OfAsync(approver, counting.Select(at => texts[at]), now, approvals, ct);
        foreach (var at in counting) { found[at] = standing.LaidOver(texts[at], found[at]); }

        return found;
    }

    /// <summary>Whether texts that Steward itself is going to say may go out at all; what is for review is for whoever puts them in force to judge.</summary>
    /// <param name="field">The request's, for the problem.</param>
    /// <returns>Why not, or null.</returns>
    public async Task<Problem?> RefusedAsync(BrandId brand, string field, IReadOnlyList<string> texts, CancellationToken ct)
    {
        var found = await HandleAsync(brand, texts, ct);
        if (found.Failed) { return found.Problem; }

        var blocked = found.Value.Where(findings => CompiledPhrases.Verdict(findings) is Severity.Block).SelectMany(findings => findings).Where(finding => finding is { Severity: Severity.Block, Counts: true }).ToList();
        return blocked.Count > 0 ? PhraseProblems.Blocked(field, blocked) : null;
    }
}
