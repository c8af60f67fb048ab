using Grpc.Core;
using Steward.Contracts.Staffing.V1;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;
using Wire = Steward.Contracts.Staffing.V1;

namespace Steward.Staffing.Operators;

internal sealed class OperatorsGrpc(PutOperator put, SignIn signIn, ListOperators list) : OperatorService.OperatorServiceBase
{
    public override async Task<PutOperatorResponse> PutOperator(PutOperatorRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Admin);
        return new() { Operator = ToWire((await put.HandleAsync(request.Operator ?? new Wire.Operator(), request.Password, caller, context.CancellationToken)).OrThrowRpc()) };
    }

    public override async Task<SignInResponse> SignIn(SignInRequest request, ServerCallContext context)
    {
        context.Require(Role.Service);
        return new() { Operator = ToWire((await signIn.HandleAsync(request.Login, request.Password, context.CancellationToken)).OrThrowRpc()) };
    }

    public override async Task<ListOperatorsResponse> ListOperators(ListOperatorsRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        var response = new ListOperatorsResponse();
        response.Operators.AddRange((await list.HandleAsync(caller.Brands, context.CancellationToken)).Select(ToWire));
        return response;
    }

    private static Wire.Operator ToWire(Operator person)
    {
        var wire = new Wire.Operator { OperatorId = person.OperatorId.ToString(), Login = person.Login, Name = person.Name, Role = person.Role };
        wire.BrandIds.AddRange(person.BrandIds.Select(brand => brand.ToString()));
        return wire;
    }
}
