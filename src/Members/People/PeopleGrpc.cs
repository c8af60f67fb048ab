using Grpc.Core;
using Steward.Contracts.Members.V1;
using Steward.Members.Activity;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Members.People;

internal sealed class PeopleGrpc(ListMembersHandler list, GetMemberHandler get, GetActivityTotalsHandler totals) : MemberService.MemberServiceBase
{
    public override Task<ListMembersResponse> ListMembers(ListMembersRequest request, ServerCallContext context) =>
        list.Handle(People.ListMembers.From(request, context.Brands(request.BrandId)).OrThrowRpc(), context.CancellationToken);

    public override async Task<GetMemberResponse> GetMember(GetMemberRequest request, ServerCallContext context) =>
        (await get.Handle(context.Brand(request.BrandId), CallScope.Id(request.MemberId, "member_id"), context.CancellationToken)).OrThrowRpc();

    public override Task<GetActivityTotalsResponse> GetActivityTotals(GetActivityTotalsRequest request, ServerCallContext context) =>
        totals.Handle(context.Brands(request.BrandId), context.CancellationToken);
}
