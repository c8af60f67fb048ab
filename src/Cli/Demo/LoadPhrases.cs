using Steward.Contracts.Content.V1;
using Steward.Kernel;

namespace Steward.Cli.Demo;

/// <summary>What the demo brands' people say often, each brand's and what all of them inherit.</summary>
internal static class LoadPhrases
{
    /// <summary>Adds those that a brand, or the agency, does not have yet; what somebody changed stays as it is.</summary>
    /// <param name="suite">Where.</param>
    /// <param name="brand">Whose; null: the agency's.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task PutAsync(Suite suite, DemoBrand? brand, CancellationToken ct)
    {
        var whose = brand?.Id.ToString() ?? "";
        var service = suite.Client<PhraseService.PhraseServiceClient>();
        var known = (await service.ListPhrasesAsync(new ListPhrasesRequest { BrandId = whose, Agency = brand is null }, cancellationToken: ct)).Phrases;
        foreach (var phrase in DemoFiles.Phrases(brand?.Code ?? DemoFiles.Agency).Where(phrase => known.All(one => one.Shortcut != phrase.Shortcut || one.Inherited)))
        {
            await service.PutPhraseAsync(
                new PutPhraseRequest
                {
                    BrandId = whose, Agency = brand is null,
                    Phrase = new CannedPhrase
                    {
                        PhraseId = DerivedId.Of(brand?.Id ?? Guid.Empty, "phrase", phrase.Shortcut).ToString(), Shortcut = phrase.Shortcut, Title = phrase.Title, Text = phrase.Text, Category = phrase.Category, Language = "zh-CN",
                        PlaybookStep = phrase.Step, PlaybookHint = phrase.Hint,
                    },
                },
                cancellationToken: ct);
        }
    }
}
