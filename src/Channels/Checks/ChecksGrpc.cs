using Grpc.Core;
using Steward.Contracts.Channels.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Channels.Checks;

/// <summary>Checks over gRPC.</summary>
internal sealed class ChecksGrpc(CheckAccount check) : CheckService.CheckServiceBase
{
    public override async Task<CheckAccountResponse> CheckAccount(CheckAccountRequest request, ServerCallContext context)
    {
        context.Require(Role.Admin);
        var steps = (await check.HandleAsync(context.Brand(request.BrandId), new AccountId(CallScope.Id(request.AccountId, "account_id")), context.CancellationToken)).OrThrowRpc();
        var response = new CheckAccountResponse();
        response.Steps.AddRange(steps);
        return response;
    }
}
