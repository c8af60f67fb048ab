using Steward.Contracts.Content.V1;
using Steward.Kernel;

namespace Steward.Cli.Demo;

/// <summary>What the demo brands' people say often.</summary>
internal static class LoadPhrases
{
    /// <summary>Adds those that a brand does not have yet; what somebody changed stays as it is.</summary>
    public static async Task PutAsync(Suite suite, DemoBrand brand, CancellationToken ct)
    {
        var service = suite.Client<PhraseService.PhraseServiceClient>();
        var known = (await service.ListPhrasesAsync(new ListPhrasesRequest { BrandId = brand.Id.ToString() }, cancellationToken: ct)).Phrases;
        foreach (var phrase in DemoFiles.Phrases(brand.Code).Where(phrase => known.All(one => one.Shortcut != phrase.Shortcut)))
        {
            await service.PutPhraseAsync(
                new PutPhraseRequest
                {
                    BrandId = brand.Id.ToString(),
                    Phrase = new CannedPhrase
                    {
                        PhraseId = DerivedId.Of(brand.Id, "phrase", phrase.Shortcut).ToString(), Shortcut = phrase.Shortcut, Title = phrase.Title, Text = phrase.Text, Category = phrase.Category, Language = "zh-CN",
                        PlaybookStep = phrase.Step, PlaybookHint = phrase.Hint,
                    },
                },
                cancellationToken: ct);
        }
    }
}
