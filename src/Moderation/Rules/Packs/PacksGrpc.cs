using Grpc.Core;
using Steward.Contracts.Moderation.V1;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;
using Proto = Steward.Contracts.Moderation.V1;

namespace Steward.Moderation.Rules.Packs;

internal sealed class PacksGrpc(PacksHandler packs) : RulePackService.RulePackServiceBase
{
    public override async Task<PutPackResponse> PutPack(PutPackRequest request, ServerCallContext context)
    {
        context.Require(Role.Lead);
        return new PutPackResponse { Pack = ToReply((await packs.PutAsync(context.Brand(request.BrandId), PackOf(request.PackId), request.Name, context.CancellationToken)).OrThrowRpc()) };
    }

    public override async Task<ListPacksResponse> ListPacks(ListPacksRequest request, ServerCallContext context)
    {
        context.Require(Role.Lead);
        var reply = new ListPacksResponse();
        reply.Packs.AddRange((await packs.ListAsync(context.Brand(request.BrandId), context.CancellationToken)).Select(ToReply));
        return reply;
    }

    public override async Task<AssignPackResponse> AssignPack(AssignPackRequest request, ServerCallContext context)
    {
        context.Require(Role.Lead);
        var brand = context.Brand(request.BrandId);
        Guid[] groups = [.. request.GroupIds.Select((id, at) => CallScope.Id(id, $"group_ids[{at}]"))];
        return new AssignPackResponse { Changed = (await packs.AssignAsync(brand, PackOf(request.PackId), groups, context.CancellationToken)).OrThrowRpc() };
    }

    private static Guid PackOf(string packId) => packId.Length == 0 ? Guid.Empty : CallScope.Id(packId, "pack_id");

    private static Proto.RulePack ToReply(RulePack pack) => new() { PackId = pack.PackId.ToString(), Name = pack.Name, Groups = pack.Groups };
}
