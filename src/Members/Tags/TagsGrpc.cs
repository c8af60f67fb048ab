using Grpc.Core;
using Steward.Contracts.Members.V1;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Members.Tags;

internal sealed class TagsGrpc(ListTagsHandler list, TagMembersHandler tag, UntagMembersHandler untag) : TagService.TagServiceBase
{
    public override Task<ListTagsResponse> ListTags(ListTagsRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        return list.Handle(context.Brand(request.BrandId), context.CancellationToken);
    }

    public override async Task<TagMembersResponse> TagMembers(TagMembersRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        return (await tag.Handle(context.Brand(request.BrandId), request.Tag, Members(request.MemberIds), caller.Actor, context.CancellationToken)).OrThrowRpc();
    }

    public override async Task<UntagMembersResponse> UntagMembers(UntagMembersRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        return (await untag.Handle(context.Brand(request.BrandId), request.Tag, Members(request.MemberIds), context.CancellationToken)).OrThrowRpc();
    }

    private static Guid[] Members(IEnumerable<string> ids) => [.. ids.Select(id => CallScope.Id(id, "member_ids"))];
}
