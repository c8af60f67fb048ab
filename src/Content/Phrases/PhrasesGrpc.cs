using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Content.Inheritance;
using Steward.Content.Knowledge.Files;
using Steward.Contracts.Content.V1;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;
using Steward.ServiceDefaults.Outbound;
using Wire = Steward.Contracts.Content.V1;

namespace Steward.Content.Phrases;

internal sealed class PhrasesGrpc(PutPhrase put, ListPhrases list, RemovePhrase remove, ImportPhrases import) : PhraseService.PhraseServiceBase
{
    private const int MostNotes = 200;

    public override async Task<PutPhraseResponse> PutPhrase(PutPhraseRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Trainer);
        var scope = ContentScope.Of(context, request.Agency, request.BrandId, changes: true);
        var phrase = CannedPhrase.Read(request.Phrase ?? new Wire.CannedPhrase()).OrThrowRpc();
        var word = new SendersWord(caller.Actor, caller.Role >= Role.Lead, request.LetGo);
        return new PutPhraseResponse { Phrase = ToWire((await put.HandleAsync(scope, phrase, request.ExpectedVersion, word, context.CancellationToken)).OrThrowRpc()) };
    }

    public override async Task<ListPhrasesResponse> ListPhrases(ListPhrasesRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var response = new ListPhrasesResponse();
        response.Phrases.AddRange((await list.HandleAsync(ContentScope.Of(context, request.Agency, request.BrandId, changes: false), context.CancellationToken)).Select(ToWire));
        return response;
    }

    public override async Task<RemovePhraseResponse> RemovePhrase(RemovePhraseRequest request, ServerCallContext context)
    {
        context.Require(Role.Trainer);
        await remove.HandleAsync(ContentScope.Of(context, request.Agency, request.BrandId, changes: true), CallScope.Id(request.PhraseId, "phrase_id"), context.CancellationToken);
        return new RemovePhraseResponse();
    }

    public override async Task<ImportPhrasesResponse> ImportPhrases(ImportPhrasesRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Trainer);
        var scope = ContentScope.Of(context, request.Agency, request.BrandId, changes: true);
        var file = (await import.HandleAsync(scope, request.File.Memory, request.DryRun, caller.Actor, context.CancellationToken)).OrThrowRpc();
        return new ImportPhrasesResponse
        {
            Report = new ImportFileReport
            {
                Entries = file.Rows, Encoding = file.Encoding, Added = file.Added, Changed = file.Changed.Count - file.Added, Unchanged = file.Unchanged, Duplicates = file.Duplicates.Count, Errors = file.Errors.Count,
                FirstDuplicates = { file.Duplicates.Take(MostNotes).Select(FileWire.ToWire) }, FirstErrors = { file.Errors.OrderBy(note => note.Line).Take(MostNotes).Select(FileWire.ToWire) },
            },
        };
    }

    private static Wire.CannedPhrase ToWire(CannedPhrase phrase) => new()
    {
        PhraseId = phrase.PhraseId.ToString(), Shortcut = phrase.Shortcut, Title = phrase.Title, Text = phrase.Text, Category = phrase.Category, Language = phrase.Language, PlaybookStep = phrase.PlaybookStep, PlaybookHint = phrase.PlaybookHint, Version = phrase.Version,
        ChangedBy = phrase.ChangedBy, ChangedAt = Timestamp.FromDateTimeOffset(phrase.ChangedAt), Inherited = phrase.Inherited,
    };
}
