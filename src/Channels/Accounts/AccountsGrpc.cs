using Grpc.Core;
using Steward.Channels.Roster;
using Steward.Contracts.Channels.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Channels.Accounts;

/// <summary>Accounts over gRPC.</summary>
internal sealed class AccountsGrpc(ConnectAccount connect, ListAccounts list, ListAccountNames names, SyncRoster sync, ReconcileAccount reconcile, ListReconciliations reconciliations) : AccountService.AccountServiceBase
{
    public override async Task<ConnectAccountResponse> ConnectAccount(ConnectAccountRequest request, ServerCallContext context)
    {
        context.Require(Role.Admin);
        var account = request.ToAccount(context.Brand(request.BrandId));
        return new ConnectAccountResponse { CallbackPath = (await connect.HandleAsync(account, context.CancellationToken)).OrThrowRpc() };
    }

    public override Task<ListAccountsResponse> ListAccounts(ListAccountsRequest request, ServerCallContext context)
    {
        context.Require(Role.Admin);
        return list.HandleAsync(context.Brands(request.BrandId), context.CancellationToken);
    }

    public override Task<ListAccountNamesResponse> ListAccountNames(ListAccountNamesRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        return names.HandleAsync(context.Brands(request.BrandId), context.CancellationToken);
    }

    public override async Task<SyncRosterResponse> SyncRoster(SyncRosterRequest request, ServerCallContext context)
    {
        context.Require(Role.Admin);
        return (await sync.HandleAsync(context.Brand(request.BrandId), new AccountId(CallScope.Id(request.AccountId, "account_id")), context.CancellationToken)).OrThrowRpc();
    }

    public override async Task<ReconcileAccountResponse> ReconcileAccount(ReconcileAccountRequest request, ServerCallContext context)
    {
        context.Require(Role.Admin);
        var asked = (await reconcile.HandleAsync(context.Brand(request.BrandId), new AccountId(CallScope.Id(request.AccountId, "account_id")), context.CancellationToken)).OrThrowRpc();
        return new ReconcileAccountResponse { ReconciliationId = asked.ToString() };
    }

    public override Task<ListReconciliationsResponse> ListReconciliations(ListReconciliationsRequest request, ServerCallContext context)
    {
        context.Require(Role.Admin);
        Guid? account = request.AccountId.Length == 0 ? null : CallScope.Id(request.AccountId, "account_id");
        return reconciliations.HandleAsync(context.Brands(request.BrandId), account, CallScope.PageSize(request.PageSize), context.CancellationToken);
    }
}
