using System.Text.Json;
using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Archive;
using Steward.WeCom.Simulator.Broadcasts;
using Steward.WeCom.Simulator.Contacts;
using Steward.WeCom.Simulator.Media;
using Steward.WeCom.Simulator.Rules;
using Steward.WeCom.Simulator.Staff;
using Steward.WeCom.Simulator.Tags;
using Steward.WeCom.Simulator.Transfers;
using Steward.WeCom.Simulator.Ways;

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
        contact.Post<SendWelcome>("send_welcome_msg", null, use => use.Handle);

        contact.Get("get_follow_user_list", "follow_user", ContactQueries.Followers);
        contact.Get("list", "external_userid", ContactQueries.List);
        contact.Get("get", null, ContactQueries.Get);
        contact.Post<CorpTags>("get_corp_tag_list", "tag_group", use => use.List);
        contact.Post<CorpTags>("add_corp_tag", null, use => use.Add);
        contact.Post<CorpTags>("edit_corp_tag", null, use => use.Edit);
        contact.Post<CorpTags>("del_corp_tag", null, use => use.Delete);
        contact.Post<CorpTags>("mark_tag", null, use => use.Mark);

        contact.Post<GroupTransfers>("groupchat/onjob_transfer", "failed_chat_list", use => use.OnJob);
        contact.Post<GroupTransfers>("groupchat/transfer", "failed_chat_list", use => use.Resigned);
        contact.Post<CustomerTransfers>("transfer_customer", "customer", use => use.OnJob);
        contact.Post<CustomerTransfers>("transfer_result", "customer", use => use.OnJobResult);
        contact.Post<CustomerTransfers>("get_unassigned_list", "info", use => use.Unassigned);
        contact.Post<CustomerTransfers>("resigned/transfer_customer", "customer", use => use.Resigned);
        contact.Post<CustomerTransfers>("resigned/transfer_result", "customer", use => use.ResignedResult);

        contact.Post<JoinWays>("groupchat/add_join_way", null, use => use.Add);
        contact.Post<JoinWays>("groupchat/get_join_way", null, use => use.Get);
        contact.Post<JoinWays>("groupchat/update_join_way", null, use => use.Update);
        contact.Post<JoinWays>("groupchat/del_join_way", null, use => use.Delete);
        contact.Post<ContactWays>("add_contact_way", null, use => use.Add);
        contact.Post<ContactWays>("get_contact_way", null, use => use.Get);
        contact.Post<ContactWays>("list_contact_way", "contact_way", use => use.List);
        contact.Post<ContactWays>("update_contact_way", null, use => use.Update);
        contact.Post<ContactWays>("del_contact_way", null, use => use.Delete);
        contact.Post<InterceptRules>("add_intercept_rule", null, use => use.Add);
        contact.MapGet("/get_intercept_rule_list", (HttpContext http, WeComEndpoint wecom, InterceptRules use, CancellationToken ct) =>
            wecom.Answer(http, "get_intercept_rule_list", "rule_list", use.List, ct));
        contact.Post<InterceptRules>("get_intercept_rule", null, use => use.Get);
        contact.Post<InterceptRules>("update_intercept_rule", null, use => use.Update);
        contact.Post<InterceptRules>("del_intercept_rule", null, use => use.Delete);

        api.Post<SendToStaff>("message/send", null, use => use.Handle);
        api.MapPost("/media/upload", (HttpContext http, WeComEndpoint wecom, MediaLibrary use, CancellationToken ct) =>
            wecom.Answer(http, "media/upload", null, caller => use.Upload(caller, http.Request, ct), ct));
        api.Post<Agreements>("msgaudit/get_permit_user_list", "ids", _ => Agreements.Permitted);
        api.Post<Agreements>("msgaudit/check_single_agree", "agreeinfo", use => use.Single);
        api.Post<Agreements>("msgaudit/check_room_agree", "agreeinfo", use => use.Room);
    }

    private static void Get(this IEndpointRouteBuilder to, string api, string? emptyField, Func<Caller, JsonElement, WeComReply> call) =>
        to.MapGet("/" + api, (HttpContext http, WeComEndpoint wecom, CancellationToken ct) => wecom.Answer(http, api, emptyField, call, ct));

    private static void Post<TUse>(this IEndpointRouteBuilder to, string api, string? emptyField, Func<TUse, Func<Caller, JsonElement, WeComReply>> pick) =>
        to.MapPost("/" + api, (HttpContext http, WeComEndpoint wecom, TUse use, CancellationToken ct) => wecom.Answer(http, api, emptyField, pick(use), ct));
}
