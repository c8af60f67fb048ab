using Steward.Contracts.Channels.V1;
using Steward.Contracts.Content.V1;

namespace Steward.Cli.Demo;

/// <summary>What the demo brands' knowledge bases answer, each brand's and what all of them inherit, with what goes along.</summary>
internal static class LoadKnowledge
{
    /// <param name="suite">Where.</param>
    /// <param name="brand">Whose; null: the agency's.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task PutAsync(Suite suite, DemoBrand? brand, CancellationToken ct)
    {
        var code = brand?.Code ?? DemoFiles.Agency;
        var along = DemoFiles.Attachments(code).ToDictionary(answer => answer.Id, answer => answer.Attachments);
        var import = new ImportEntriesRequest { BrandId = brand?.Id.ToString() ?? "", Agency = brand is null };
        foreach (var answer in DemoFiles.Knowledge(code))
        {
            var entry = new KnowledgeEntry { EntryId = answer.Id.ToString(), Question = answer.Question, Paraphrases = { answer.Paraphrases }, Answer = answer.Answer };
            foreach (var one in along.GetValueOrDefault(answer.Id) ?? []) { entry.Attachments.Add(await AttachmentAsync(suite, import, one, ct)); }

            import.Entries.Add(entry);
        }

        var imported = await suite.Client<KnowledgeService.KnowledgeServiceClient>().ImportEntriesAsync(import, cancellationToken: ct);
        if (imported.Errors.Count > 0) { throw new UserException($"The knowledge base of {brand?.Name ?? "the agency"} has {imported.Errors.Count} bad entries, the first: {imported.Errors[0].Message}"); }
    }

    private static async Task<Attachment> AttachmentAsync(Suite suite, ImportEntriesRequest whose, DemoAttachment one, CancellationToken ct) => new()
    {
        Kind = one.Kind, Title = one.Title, Url = one.Url, Description = one.Description, AppId = one.AppId, Page = one.Page,
        PictureId = one.Picture.Length == 0 ? "" : (await suite.Client<PictureService.PictureServiceClient>().PutPictureAsync(
            new PutPictureRequest { BrandId = whose.BrandId, Agency = whose.Agency, Content = DemoFiles.Picture(one.Picture) }, cancellationToken: ct)).PictureId,
    };
}
