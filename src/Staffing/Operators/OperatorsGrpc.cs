using Grpc.Core;
using Steward.Contracts.Staffing.V1;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;
using Steward.Staffing.ChannelUsers;
using Wire = Steward.Contracts.Staffing.V1;

namespace Steward.Staffing.Operators;

internal sealed class OperatorsGrpc(PutOperator put, SignIn signIn, ListOperators list, PutChannelUser link, ListChannelUsers links) : OperatorService.OperatorServiceBase
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

    public override async Task<ListColleaguesResponse> ListColleagues(ListColleaguesRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        var response = new ListColleaguesResponse();
        response.Colleagues.AddRange((await list.HandleAsync(caller.Brands, context.CancellationToken)).Select(person => new Colleague { OperatorId = person.OperatorId.ToString(), Name = person.Name, Role = person.Role, BrandIds = { person.BrandIds.Select(id => id.ToString()) } }));
        return response;
    }

    public override async Task<PutChannelUserResponse> PutChannelUser(PutChannelUserRequest request, ServerCallContext context)
    {
        context.Require(Role.Lead);
        var user = request.User ?? new Wire.ChannelUser();
        var wanted = new ChannelUsers.ChannelUser
        {
            BrandId = context.Brand(user.BrandId).Value, OperatorId = CallScope.Id(user.OperatorId, "user.operator_id"), AccountId = CallScope.Id(user.AccountId, "user.account_id"), UserId = user.UserId.Trim(),
        };
        return new() { User = ToWire((await link.HandleAsync(wanted, context.CancellationToken)).OrThrowRpc()) };
    }

    public override async Task<ListChannelUsersResponse> ListChannelUsers(ListChannelUsersRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        var person = request.OperatorId.Length > 0 ? CallScope.Id(request.OperatorId, "operator_id") : (Guid?)null;
        // Who does not lead sees their own links, whatever is asked for.
        if (caller.Role is Role.Operator or Role.Trainer) { person = Guid.TryParse(caller.Actor, out var own) ? own : Guid.Empty; }

        var response = new ListChannelUsersResponse();
        response.Users.AddRange((await links.HandleAsync(context.Brands(request.BrandId), person, context.CancellationToken)).Select(ToWire));
        return response;
    }

    private static Wire.ChannelUser ToWire(ChannelUsers.ChannelUser user) =>
        new() { BrandId = user.BrandId.ToString(), OperatorId = user.OperatorId.ToString(), AccountId = user.AccountId.ToString(), UserId = user.UserId };

    private static Wire.Operator ToWire(Operator person)
    {
        var wire = new Wire.Operator { OperatorId = person.OperatorId.ToString(), Login = person.Login, Name = person.Name, Role = person.Role, AgencyWide = person.AgencyWide };
        wire.BrandIds.AddRange(person.BrandIds.Select(brand => brand.ToString()));
        return wire;
    }
}
