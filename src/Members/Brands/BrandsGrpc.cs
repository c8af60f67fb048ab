using Grpc.Core;
using Steward.Contracts.Members.V1;
using Steward.Members.ApiKeys;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Members.Brands;

internal sealed class BrandsGrpc(PutBrandHandler put, ListBrandsHandler list, IssueApiKeyHandler issue, AuthenticateApiKeyHandler authenticate, RevokeApiKeyHandler revoke)
    : BrandService.BrandServiceBase
{
    public override async Task<PutBrandResponse> PutBrand(PutBrandRequest request, ServerCallContext context)
    {
        context.Require(Role.Admin);
        return (await put.Handle(context.Brand(request.Brand?.BrandId ?? string.Empty), request.Brand, context.CancellationToken)).OrThrowRpc();
    }

    public override Task<ListBrandsResponse> ListBrands(ListBrandsRequest request, ServerCallContext context) => list.Handle(context.Caller(), context.CancellationToken);

    public override async Task<IssueApiKeyResponse> IssueApiKey(IssueApiKeyRequest request, ServerCallContext context)
    {
        context.Require(Role.Admin);
        return (await issue.Handle(context.Brand(request.BrandId), CallScope.Id(request.KeyId, "key_id"), request, context.CancellationToken)).OrThrowRpc();
    }

    public override async Task<AuthenticateApiKeyResponse> AuthenticateApiKey(AuthenticateApiKeyRequest request, ServerCallContext context)
    {
        context.Require(Role.Service);
        return (await authenticate.Handle(request.Secret, context.CancellationToken)).OrThrowRpc();
    }

    public override async Task<RevokeApiKeyResponse> RevokeApiKey(RevokeApiKeyRequest request, ServerCallContext context)
    {
        context.Require(Role.Admin);
        return (await revoke.Handle(context.Brand(request.BrandId), CallScope.Id(request.KeyId, "key_id"), context.CancellationToken)).OrThrowRpc();
    }
}
