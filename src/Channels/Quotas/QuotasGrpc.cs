using Grpc.Core;
using Steward.Contracts.Channels.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Channels.Quotas;

/// <summary>Quotas, quiet hours and opt-outs over gRPC.</summary>
internal sealed class QuotasGrpc(ListQuotas list, SetLimits limits) : QuotaService.QuotaServiceBase
{
    private const int Most = 100;
    private const int Usual = 5;
    private const int LongestSource = 200;

    public override async Task<ListQuotasResponse> ListQuotas(ListQuotasRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        if (request.Subjects is < 0 or > Most) { throw QuotaProblems.Field("subjects", $"between 0 and {Most}").ToRpc(); }

        return (await list.HandleAsync(context.Brand(request.BrandId), Account(request.AccountId), request.Subjects == 0 ? Usual : request.Subjects, context.CancellationToken)).OrThrowRpc();
    }

    public override async Task<SetQuotaResponse> SetQuota(SetQuotaRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Admin);
        Throw(await limits.QuotaAsync(context.Brand(request.BrandId), Account(request.AccountId), request.Scope, request.Span, request.HasLimit ? request.Limit : null, caller.Actor, context.CancellationToken));
        return new SetQuotaResponse();
    }

    public override async Task<SetQuietHoursResponse> SetQuietHours(SetQuietHoursRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        Throw(await limits.QuietAsync(context.Brand(request.BrandId), request.From, request.To, request.Zone, caller.Actor, context.CancellationToken));
        return new SetQuietHoursResponse();
    }

    public override async Task<SetOptOutResponse> SetOptOut(SetOptOutRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        var brand = context.Brand(request.BrandId);
        if (request.GroupId.Length > 0 == request.MemberId.Length > 0) { throw QuotaProblems.Field("group_id", "given, or member_id, and not both").ToRpc(); }

        if (request.Source.Length is 0 or > LongestSource) { throw QuotaProblems.Field("source", $"1 to {LongestSource} characters: where the wish was said").ToRpc(); }

        var (id, kind) = request.GroupId.Length > 0 ? (CallScope.Id(request.GroupId, "group_id"), "group") : (CallScope.Id(request.MemberId, "member_id"), "member");
        await limits.OptOutAsync(brand, id, kind, request.OptedOut, request.Source, caller.Actor, context.CancellationToken);
        return new SetOptOutResponse();
    }

    private static AccountId Account(string id) => new(CallScope.Id(id, "account_id"));

    private static void Throw(Problem? problem)
    {
        if (problem is not null) { throw problem.ToRpc(); }
    }
}
