using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Broadcasts;
using Steward.WeCom.Simulator.Corps;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Api;

/// <summary>
/// The part of the WeCom API that exists. There is no route to kick, mute or recall, to create a group or to write into one:
/// WeCom has none.
/// </summary>
internal static class WeComRoutes
{
    public static void MapWeComApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/cgi-bin");
        api.MapGet("/gettoken", GetToken);
        api.MapGet("/getcallbackip", (HttpContext http, WeComEndpoint wecom, CancellationToken ct) =>
            wecom.Answer(http, "getcallbackip", "ip_list", (_, _) => WeComReply.Ok(new JsonObject { ["ip_list"] = new JsonArray("127.0.0.1", "::1") }), ct));

        var contact = api.MapGroup("/externalcontact");
        contact.MapPost("/groupchat/list", (HttpContext http, WeComEndpoint wecom, CancellationToken ct) =>
            wecom.Answer(http, "groupchat/list", "group_chat_list", GroupChats.List, ct));
        contact.MapPost("/groupchat/get", (HttpContext http, WeComEndpoint wecom, CancellationToken ct) =>
            wecom.Answer(http, "groupchat/get", null, GroupChats.Get, ct));
        contact.MapPost("/add_msg_template", (HttpContext http, WeComEndpoint wecom, AddBroadcast use, CancellationToken ct) =>
            wecom.Answer(http, "add_msg_template", "fail_list", use.Handle, ct));
        contact.MapPost("/get_groupmsg_list_v2", (HttpContext http, WeComEndpoint wecom, BroadcastQueries use, CancellationToken ct) =>
            wecom.Answer(http, "get_groupmsg_list_v2", "group_msg_list", use.List, ct));
        contact.MapPost("/get_groupmsg_task", (HttpContext http, WeComEndpoint wecom, BroadcastQueries use, CancellationToken ct) =>
            wecom.Answer(http, "get_groupmsg_task", "task_list", use.Tasks, ct));
        contact.MapPost("/get_groupmsg_send_result", (HttpContext http, WeComEndpoint wecom, BroadcastQueries use, CancellationToken ct) =>
            wecom.Answer(http, "get_groupmsg_send_result", "send_list", use.Results, ct));
        contact.MapPost("/remind_groupmsg_send", (HttpContext http, WeComEndpoint wecom, BroadcastSwitches use, CancellationToken ct) =>
            wecom.Answer(http, "remind_groupmsg_send", null, use.Remind, ct));
        contact.MapPost("/cancel_groupmsg_send", (HttpContext http, WeComEndpoint wecom, BroadcastSwitches use, CancellationToken ct) =>
            wecom.Answer(http, "cancel_groupmsg_send", null, use.Cancel, ct));
    }

    private static Task GetToken(HttpContext http, SimulatedWorld world, AccessTokens tokens, Faults faults, WeComEndpoint wecom, CancellationToken ct) =>
        wecom.Write(http, DecideToken(http.Request.Query, world.Corps, tokens, faults), null, ct);

    private static WeComReply DecideToken(IQueryCollection query, IReadOnlyDictionary<string, Corp> corps, AccessTokens tokens, Faults faults)
    {
        if (faults.TakeFailure("gettoken") is { } injected)
        {
            return WeComReply.Refuse(injected, WeComCodes.Text(injected));
        }

        if (!corps.TryGetValue(query["corpid"].ToString(), out var corp))
        {
            return WeComReply.Refuse(WeComCodes.BadCorpId, WeComCodes.Text(WeComCodes.BadCorpId));
        }

        if (query["corpsecret"] != corp.Keys.Secret)
        {
            return WeComReply.Refuse(WeComCodes.BadSecret, WeComCodes.Text(WeComCodes.BadSecret));
        }

        var (token, seconds) = tokens.Issue(corp);
        return WeComReply.Ok(new JsonObject { ["access_token"] = token, ["expires_in"] = seconds });
    }
}
