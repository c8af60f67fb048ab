using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Content.V1;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Content.Knowledge.Settings;

internal sealed class SettingsGrpc(PutSettings put, PreviewSettings preview) : KnowledgeSettingsService.KnowledgeSettingsServiceBase
{
    public override async Task<GetKnowledgeSettingsResponse> GetKnowledgeSettings(GetKnowledgeSettingsRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        return ToWire(await put.GetAsync(context.Brand(request.BrandId), context.CancellationToken));
    }

    public override async Task<PutKnowledgeSettingsResponse> PutKnowledgeSettings(PutKnowledgeSettingsRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        var version = await put.HandleAsync(context.Brand(request.BrandId), Read(request.Settings), request.ExpectedVersion, caller.Actor, context.CancellationToken);
        return new PutKnowledgeSettingsResponse { Version = version.OrThrowRpc() };
    }

    public override async Task<ListKnowledgeSettingsResponse> ListKnowledgeSettings(ListKnowledgeSettingsRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        return new ListKnowledgeSettingsResponse { Versions = { (await put.ListAsync(context.Brand(request.BrandId), context.CancellationToken)).Select(ToWire) } };
    }

    public override async Task<PreviewKnowledgeSettingsResponse> PreviewKnowledgeSettings(PreviewKnowledgeSettingsRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var found = (await preview.HandleAsync(context.Brand(request.BrandId), Read(request.Settings), context.CancellationToken)).OrThrowRpc();
        return new PreviewKnowledgeSettingsResponse { Questions = found.Questions, Answered = found.Answered, Suggested = found.Suggested, Silent = found.Silent, Since = Timestamp.FromDateTimeOffset(found.Since) };
    }

    private static AnswerSettings Read(KnowledgeSettings? wire) => new(new Confidence(wire?.AnswerFrom ?? 0, wire?.Margin ?? 0, wire?.SuggestFrom ?? 0), Voice.Of(wire?.Opening ?? "", wire?.Closing ?? ""));

    private static GetKnowledgeSettingsResponse ToWire(SettingsInForce kept) => new()
    {
        Version = kept.Version, Settings = new KnowledgeSettings { AnswerFrom = kept.AnswerFrom, SuggestFrom = kept.SuggestFrom, Margin = kept.Margin, Opening = kept.Opening, Closing = kept.Closing }, SetBy = kept.SetBy,
        SetAt = kept.SetAt is { } at ? Timestamp.FromDateTimeOffset(at) : null,
    };
}
