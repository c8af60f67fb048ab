using System.Text.Json;
using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Broadcasts;

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
        api.MapGet("/gettoken", (HttpContext http, WeComEndpoint wecom, GetToken use, CancellationToken ct) => wecom.AnswerToken(http, use, ct));
        api.MapGet("/getcallbackip", (HttpContext http, WeComEndpoint wecom, CancellationToken ct) =>
            wecom.Answer(http, "getcallbackip", "ip_list", (_, _) => WeComReply.Ok(new JsonObject { ["ip_list"] = new JsonArray("127.0.0.1", "::1") }), ct));

        var contact = api.MapGroup("/externalcontact");
        contact.Post<GroupChats>("groupchat/list", "group_chat_list", _ => GroupChats.List);
        contact.Post<GroupChats>("groupchat/get", null, use => use.Get);
        contact.Post<AddBroadcast>("add_msg_template", "fail_list", use => use.Handle);
        contact.Post<BroadcastQueries>("get_groupmsg_list_v2", "group_msg_list", use => use.List);
        contact.Post<BroadcastQueries>("get_groupmsg_task", "task_list", use => use.Tasks);
        contact.Post<BroadcastQueries>("get_groupmsg_send_result", "send_list", use => use.Results);
        contact.Post<BroadcastSwitches>("remind_groupmsg_send", null, use => use.Remind);
        contact.Post<BroadcastSwitches>("cancel_groupmsg_send", null, use => use.Cancel);
    }

    private static void Post<TUse>(this IEndpointRouteBuilder to, string api, string? emptyField, Func<TUse, Func<Caller, JsonElement, WeComReply>> pick) =>
        to.MapPost("/" + api, (HttpContext http, WeComEndpoint wecom, TUse use, CancellationToken ct) => wecom.Answer(http, api, emptyField, pick(use), ct));
}
