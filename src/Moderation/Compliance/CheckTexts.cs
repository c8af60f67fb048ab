using Steward.Kernel;
using Steward.Moderation.Compliance.Phrases;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Compliance;

/// <summary>Checks texts of a brand by the rules of this moment: the shipped ones with the brand's own over them.</summary>
internal sealed class CheckTextsHandler(Database database, PhrasesInForce phrases, TimeProvider clock)
{
    public const int Most = 100;
    public const int Longest = 8_000;

    public async Task<Result<IReadOnlyList<IReadOnlyList<ComplianceFinding>>>> HandleAsync(BrandId brand, IReadOnlyList<string> texts, CancellationToken ct)
    {
        if (texts.Count is 0 or > Most || texts.Any(text => text.Length > Longest)) { return PhraseProblems.WrongTexts(Most, Longest); }

        CompiledPhrases inForce;
        await using (var transaction = await database.BeginAsync(brand, ct)) { inForce = await phrases.OfAsync(brand, transaction, ct); }

        var now = clock.GetUtcNow();
        var found = new List<IReadOnlyList<ComplianceFinding>>(texts.Count);
        foreach (var text in texts)
        {
            ct.ThrowIfCancellationRequested();
            found.Add(inForce.Check(text, ComplianceRules.AdLaw, now));
        }

        return found;
    }
}
