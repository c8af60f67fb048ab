using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Staffing.V1;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;
using Wire = Steward.Contracts.Staffing.V1;

namespace Steward.Staffing.Routing;

internal sealed class RoutingGrpc(PutRouting routing) : RoutingService.RoutingServiceBase
{
    public override async Task<GetRoutingResponse> GetRouting(GetRoutingRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        return new GetRoutingResponse { Version = ToWire(await routing.GetAsync(context.Brand(request.BrandId), context.CancellationToken)) };
    }

    public override async Task<PutRoutingResponse> PutRouting(PutRoutingRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        var put = await routing.HandleAsync(context.Brand(request.BrandId), Read(request.Rules ?? new Wire.RoutingRules()), request.HasExpectedVersion ? request.ExpectedVersion : null, caller.Actor, context.CancellationToken);
        return new PutRoutingResponse { Version = ToWire(put.OrThrowRpc()) };
    }

    private static RoutingRules Read(Wire.RoutingRules rules) => new()
    {
        Certificate = rules.Certificate.Trim(),
        Kinds = [.. rules.Kinds.Select(kind => new KindSkills(kind.Kind, [.. kind.Required.Select(skill => skill.Trim())], [.. kind.Preferred.Select(skill => skill.Trim())]))],
        EscalateAfterMinutes = rules.EscalateAfterMinutes,
    };

    private static Wire.RoutingVersion ToWire(RoutingVersion version) => new()
    {
        Version = version.Version,
        Rules = new Wire.RoutingRules
        {
            Certificate = version.Rules.Certificate,
            Kinds = { version.Rules.Kinds.Select(kind => new Wire.KindSkills { Kind = kind.Kind, Required = { kind.Required }, Preferred = { kind.Preferred } }) },
            EscalateAfterMinutes = version.Rules.EscalateAfterMinutes,
        },
        SetAt = version.SetAt is { } at ? Timestamp.FromDateTimeOffset(at) : null,
        SetBy = version.SetBy,
    };
}
