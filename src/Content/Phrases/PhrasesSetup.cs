namespace Steward.Content.Phrases;

internal static class PhrasesSetup
{
    /// <summary>What a brand's people say often.</summary>
    public static void AddPhrases(this WebApplicationBuilder builder) => builder.Services.AddSingleton<PutPhrase>().AddSingleton<ListPhrases>().AddSingleton<RemovePhrase>().AddSingleton<ImportPhrases>();
}
