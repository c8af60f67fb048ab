using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Content.V1;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;
using Wire = Steward.Contracts.Content.V1;

namespace Steward.Content.Knowledge;

internal sealed class KnowledgeGrpc(ImportEntries import, ListKnowledge list, Ask ask, GetKnowledgeTotals totals) : KnowledgeService.KnowledgeServiceBase
{
    public override async Task<ImportEntriesResponse> ImportEntries(ImportEntriesRequest request, ServerCallContext context)
    {
        context.Require(Role.Trainer);
        var imported = (await import.HandleAsync(context.Brand(request.BrandId), request.Entries, context.CancellationToken)).OrThrowRpc();
        var response = new ImportEntriesResponse { Imported = imported.Count };
        response.Errors.AddRange(imported.Faults.Select(fault => new ImportError { Index = fault.Index, Field = fault.Field, Message = fault.Message }));
        return response;
    }

    public override async Task<ListKnowledgeResponse> ListEntries(ListKnowledgeRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var size = CallScope.PageSize(request.PageSize);
        var page = await list.HandleAsync(context.Brand(request.BrandId), request.Search, size, After(request.PageToken), context.CancellationToken);
        var response = new ListKnowledgeResponse { Total = (int)page.Total };
        response.Entries.AddRange(page.Entries.Select(ToWire));
        if (page.Entries.Count == size) { response.NextPageToken = PageToken.Of(page.Entries[^1].Question, page.Entries[^1].EntryId.ToString()); }

        return response;
    }

    public override async Task<AskResponse> Ask(AskRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var asked = (await ask.HandleAsync(context.Brand(request.BrandId), request.Text, request.Limit, context.CancellationToken)).OrThrowRpc();
        var response = new AskResponse { WouldAnswer = asked.WouldAnswer, Threshold = asked.Threshold };
        response.Matches.AddRange(asked.Matches.Select(match => new Wire.Match
        {
            EntryId = match.Entry.EntryId.ToString(),
            Question = match.Entry.Question,
            Answer = match.Entry.Answer,
            Score = match.Score,
            MatchedPhrase = match.Phrase,
        }));
        return response;
    }

    public override async Task<GetKnowledgeTotalsResponse> GetKnowledgeTotals(GetKnowledgeTotalsRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var found = await totals.HandleAsync(context.Brand(request.BrandId), context.CancellationToken);
        return new()
        {
            Questions = found.Questions,
            Answered = found.Answered,
            HandedOn = found.HandedOn,
            Since = found.Since is { } since ? Timestamp.FromDateTimeOffset(since) : null,
        };
    }

    private static (string, Guid)? After(string token) => PageToken.Read(token, 2) switch
    {
        null => null,
        [var question, var entry] when question is not null && Guid.TryParse(entry, out var id) => (question, id),
        _ => throw KnowledgeProblems.ForeignToken().ToRpc(),
    };

    private static Wire.KnowledgeEntry ToWire(KnowledgeEntry entry)
    {
        var wire = new Wire.KnowledgeEntry { EntryId = entry.EntryId.ToString(), Question = entry.Question, Answer = entry.Answer, Answered = entry.Answered };
        wire.Paraphrases.AddRange(entry.Paraphrases);
        return wire;
    }
}
