using System.Text.Json;
using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Api;
using Steward.WeCom.Simulator.Clock;

namespace Steward.WeCom.Simulator.Broadcasts;

/// <summary><c>add_msg_template</c>: makes a task for an employee; sends nothing.</summary>
internal sealed class AddBroadcast(BroadcastBook book, Employees employees, SimulatedClock clock)
{
    private const int MaxGroups = 2000;
    private const int MaxCustomers = 10_000;
    private const int MaxTextBytes = 4000;
    private const int MaxAttachments = 9;

    public WeComReply Handle(Caller caller, JsonElement body)
    {
        var fields = new RequestFields(body);
        var chatType = fields.Text("chat_type", false);
        var toGroups = chatType == "group";
        var sender = fields.Text("sender", toGroups);
        var ids = toGroups ? fields.Texts("chat_id_list", false, MaxGroups) : fields.Texts("external_userid", true, MaxCustomers);
        var textFields = fields.Inside("text");
        var text = textFields?.Text("content", true, MaxTextBytes) ?? "";
        fields.Adopt(textFields);
        var attachments = fields.Objects("attachments", MaxAttachments);
        foreach (var attachment in attachments)
        {
            CheckAttachment(attachment);
            fields.Adopt(attachment);
        }

        if (chatType is not ("" or "single" or "group"))
        {
            fields.Refuse(WeComReply.BadParameter("chat_type must be single or group"));
        }

        if (text.Length == 0 && attachments.Count == 0)
        {
            fields.Refuse(WeComReply.BadParameter("text and attachments are both empty"));
        }

        return fields.Refusal ?? Create(caller, toGroups, sender, ids, text, Copy(body));
    }

    private WeComReply Create(Caller caller, bool toGroups, string sender, IReadOnlyList<string> ids, string text, JsonArray attachments)
    {
        var at = clock.GetUtcNow();
        var corp = caller.Corp;
        Broadcast broadcast;
        List<string> refused = [];
        lock (book.Gate)
        {
            List<string> accepted = [];
            lock (corp.Gate)
            {
                if (sender.Length == 0)
                {
                    sender = corp.Employees.GetAt(0).Key;
                }
                else if (!corp.Employs(sender))
                {
                    return WeComReply.Refuse(WeComCodes.UnknownUser, $"userid not found: {sender}");
                }
                else if (!caller.App.Sees(sender))
                {
                    return WeComReply.Refuse(WeComCodes.OutOfRange);
                }

                // No list = all groups of the sender.
                var wanted = toGroups && ids.Count == 0 ? [.. corp.List(0, owner => owner == sender).Select(g => g.ChatId)] : ids;
                foreach (var id in wanted.Distinct())
                {
                    var reachable = toGroups
                        ? corp.FindGroup(id) is { Dismissed: false } group && group.Owner == sender
                        : corp.FindCustomer(id) is not null;
                    (reachable && book.Quota.TryTake(id, at) ? accepted : refused).Add(id);
                }
            }

            if (accepted.Count == 0)
            {
                return new WeComReply(WeComCodes.NothingToSend, "no customer to send", new JsonObject { ["fail_list"] = ToJson(refused) });
            }

            broadcast = book.Add(corp, toGroups, sender, text, attachments, at, accepted);
        }

        employees.Notice(broadcast);
        return WeComReply.Ok(new JsonObject { ["fail_list"] = ToJson(refused), ["msgid"] = broadcast.MsgId });
    }

    private static void CheckAttachment(RequestFields attachment)
    {
        var type = attachment.Text("msgtype", true);
        if (type is not ("image" or "link" or "miniprogram" or "video" or "file"))
        {
            attachment.Refuse(WeComReply.BadParameter("msgtype of an attachment must be image, link, miniprogram, video or file"));
            return;
        }

        var content = attachment.Inside(type);
        if (content is null)
        {
            attachment.Refuse(WeComReply.BadParameter($"{type} missing"));
            return;
        }

        switch (type)
        {
            case "link":
                content.Text("title", true, 128);
                content.Text("picurl", false, 2048);
                content.Text("desc", false, 512);
                content.Text("url", true, 2048);
                break;
            case "miniprogram":
                content.Text("title", true, 64);
                content.Text("appid", true, 128);
                content.Text("page", true, 1024);
                content.Text("pic_media_id", true);
                content.Refuse(WeComReply.Refuse(WeComCodes.BadMediaId, "invalid media_id"));
                break;
            case "image" when content.Text("pic_url", false, 2048).Length > 0:
                break;
            default:
                // media/upload is not part of this stand-in yet, so no media_id can be known.
                content.Text("media_id", true);
                content.Refuse(WeComReply.Refuse(WeComCodes.BadMediaId, "invalid media_id"));
                break;
        }

        attachment.Adopt(content);
    }

    private static JsonArray Copy(JsonElement body) =>
        body.TryGetProperty("attachments", out var list) && list.ValueKind is JsonValueKind.Array ? JsonArray.Create(list.Clone())! : [];

    private static JsonArray ToJson(IEnumerable<string> ids) => new([.. ids.Select(id => JsonValue.Create(id))]);
}
