using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Conversions.V1;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;
using Proto = Steward.Contracts.Conversions.V1;

namespace Steward.Conversions.Links;

internal sealed class LinksGrpc(PutLinkHandler put, ListLinksHandler list) : LinkService.LinkServiceBase
{
    public override async Task<PutLinkResponse> PutLink(PutLinkRequest request, ServerCallContext context)
    {
        var link = (await put.HandleAsync(ToCommand(request, context), context.CancellationToken)).OrThrowRpc();
        return new PutLinkResponse { Link = ToReply(link), Path = $"/s/{link.Code}" };
    }

    public override async Task<ListLinksResponse> ListLinks(ListLinksRequest request, ServerCallContext context) =>
        ToReply((await list.HandleAsync(ToQuery(request, context), context.CancellationToken)).OrThrowRpc());

    private static PutLink ToCommand(PutLinkRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        var link = request.Link ?? new Proto.Link();
        return new PutLink(context.Brand(link.BrandId), link.Code, link.TargetUrl, link.Channel, link.GroupId.Length == 0 ? null : CallScope.Id(link.GroupId, "link.group_id"), caller.Actor);
    }

    private static ListLinks ToQuery(ListLinksRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        return new ListLinks(context.Brands(request.BrandId), request.Search, CallScope.PageSize(request.PageSize), ListLinksHandler.ReadKey(PageToken.Read(request.PageToken, 2)));
    }

    private static ListLinksResponse ToReply(LinkPage page)
    {
        var reply = new ListLinksResponse { Total = (int)page.Total, NextPageToken = page.HasMore ? PageToken.Of(ListLinksHandler.KeyOf(page.Links[^1])) : string.Empty };
        reply.Links.AddRange(page.Links.Select(ToReply));
        return reply;
    }

    private static Proto.Link ToReply(Link link) => new()
    {
        Code = link.Code,
        BrandId = link.BrandId.ToString(),
        TargetUrl = link.TargetUrl,
        Channel = link.Channel,
        GroupId = link.GroupId?.ToString() ?? string.Empty,
        Clicks = link.Clicks,
        Orders = link.Orders,
        RevenueFen = link.RevenueFen,
        CreatedAt = Timestamp.FromDateTimeOffset(link.CreatedAt),
    };
}
