using Grpc.Core;
using Steward.Contracts.Members.V1;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Members.Groups;

internal sealed class GroupsGrpc(ListGroupsHandler list, GetGroupHandler get) : GroupService.GroupServiceBase
{
    public override Task<ListGroupsResponse> ListGroups(ListGroupsRequest request, ServerCallContext context) =>
        list.Handle(Groups.ListGroups.From(request, context.Brands(request.BrandId)).OrThrowRpc(), context.CancellationToken);

    public override async Task<GetGroupResponse> GetGroup(GetGroupRequest request, ServerCallContext context) =>
        (await get.Handle(context.Brand(request.BrandId), CallScope.Id(request.GroupId, "group_id"), context.CancellationToken)).OrThrowRpc();
}
