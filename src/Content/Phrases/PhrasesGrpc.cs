using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Content.V1;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;
using Steward.ServiceDefaults.Outbound;
using Wire = Steward.Contracts.Content.V1;

namespace Steward.Content.Phrases;

internal sealed class PhrasesGrpc(PutPhrase put, ListPhrases list, RemovePhrase remove) : PhraseService.PhraseServiceBase
{
    public override async Task<PutPhraseResponse> PutPhrase(PutPhraseRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Trainer);
        var brand = context.Brand(request.BrandId);
        var phrase = CannedPhrase.Read(request.Phrase ?? new Wire.CannedPhrase()).OrThrowRpc();
        var word = new SendersWord(caller.Actor, caller.Role >= Role.Lead, request.LetGo);
        return new PutPhraseResponse { Phrase = ToWire((await put.HandleAsync(brand, phrase, request.ExpectedVersion, word, context.CancellationToken)).OrThrowRpc()) };
    }

    public override async Task<ListPhrasesResponse> ListPhrases(ListPhrasesRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var response = new ListPhrasesResponse();
        response.Phrases.AddRange((await list.HandleAsync(context.Brand(request.BrandId), context.CancellationToken)).Select(ToWire));
        return response;
    }

    public override async Task<RemovePhraseResponse> RemovePhrase(RemovePhraseRequest request, ServerCallContext context)
    {
        context.Require(Role.Trainer);
        await remove.HandleAsync(context.Brand(request.BrandId), CallScope.Id(request.PhraseId, "phrase_id"), context.CancellationToken);
        return new RemovePhraseResponse();
    }

    private static Wire.CannedPhrase ToWire(CannedPhrase phrase) => new()
    {
        PhraseId = phrase.PhraseId.ToString(), Shortcut = phrase.Shortcut, Title = phrase.Title, Text = phrase.Text, Category = phrase.Category, Language = phrase.Language, PlaybookStep = phrase.PlaybookStep, PlaybookHint = phrase.PlaybookHint, Version = phrase.Version,
        ChangedBy = phrase.ChangedBy, ChangedAt = Timestamp.FromDateTimeOffset(phrase.ChangedAt),
    };
}
