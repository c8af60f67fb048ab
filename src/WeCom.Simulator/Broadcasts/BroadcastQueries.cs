using System.Text.Json;
using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Api;
using Steward.WeCom.Simulator.Corps;

namespace Steward.WeCom.Simulator.Broadcasts;

/// <summary><c>get_groupmsg_list_v2</c>, <c>get_groupmsg_task</c> and <c>get_groupmsg_send_result</c>.</summary>
internal sealed class BroadcastQueries(BroadcastBook book)
{
    private const long LongestSpan = 31 * 24 * 3600;

    public WeComReply List(Caller caller, JsonElement body)
    {
        var fields = new RequestFields(body);
        var chatType = fields.Text("chat_type", true);
        var (from, to) = (fields.Time("start_time"), fields.Time("end_time"));
        var creator = fields.Text("creator", false);
        var filter = fields.Number("filter_type", 0, 2, 2);
        var limit = fields.Number("limit", 1, 100, 50);
        var offset = Cursor.Read(fields.Text("cursor", false));
        if (chatType is not ("single" or "group"))
        {
            fields.Refuse(WeComReply.BadParameter("chat_type must be single or group"));
        }

        if (offset is null)
        {
            fields.Refuse(WeComReply.BadParameter("invalid cursor"));
        }

        if (from > to || to - from > LongestSpan)
        {
            fields.Refuse(WeComReply.BadParameter("start_time and end_time must span at most one month"));
        }

        if (fields.Refusal is { } refusal)
        {
            return refusal;
        }

        lock (book.Gate)
        {
            // All broadcasts here are made by the corp's app: create_type 0, none is personal.
            var found = book.All.Where(b => b.Corp == caller.Corp && filter != 1 && b.ToGroups == (chatType == "group")
                && b.CreatedAt.ToUnixTimeSeconds() >= from && b.CreatedAt.ToUnixTimeSeconds() <= to
                && (creator.Length == 0 || b.Sender == creator)).ToList();
            var (page, next) = Cursor.Page(found, offset!.Value, limit);
            return WeComReply.Ok(new JsonObject
            {
                ["next_cursor"] = next,
                ["group_msg_list"] = new JsonArray([.. page.Select(b => new JsonObject
                {
                    ["msgid"] = b.MsgId,
                    ["creator"] = b.Sender,
                    ["create_time"] = b.CreatedAt.ToUnixTimeSeconds().ToString(),
                    ["create_type"] = 0,
                    ["text"] = new JsonObject { ["content"] = b.Text },
                    ["attachments"] = b.Attachments.DeepClone(),
                })]),
            });
        }
    }

    public WeComReply Tasks(Caller caller, JsonElement body)
    {
        var fields = new RequestFields(body);
        var msgId = fields.Text("msgid", true);
        var limit = fields.Number("limit", 1, 1000, 500);
        var offset = Cursor.Read(fields.Text("cursor", false));
        if ((fields.Refusal ?? Missing(offset)) is { } refusal)
        {
            return refusal;
        }

        lock (book.Gate)
        {
            if (Find(caller.Corp, msgId) is not { } broadcast)
            {
                return BadMessageId();
            }

            var task = new JsonObject { ["userid"] = broadcast.Sender, ["status"] = broadcast.Sent ? 2 : 0 };
            if (broadcast.Sent)
            {
                task["send_time"] = broadcast.SentAt!.Value.ToUnixTimeSeconds();
            }

            var (page, next) = Cursor.Page([task], offset!.Value, limit);
            return WeComReply.Ok(new JsonObject { ["next_cursor"] = next, ["task_list"] = new JsonArray([.. page]) });
        }
    }

    public WeComReply Results(Caller caller, JsonElement body)
    {
        var fields = new RequestFields(body);
        var msgId = fields.Text("msgid", true);
        var userId = fields.Text("userid", true);
        var limit = fields.Number("limit", 1, 1000, 500);
        var offset = Cursor.Read(fields.Text("cursor", false));
        if ((fields.Refusal ?? Missing(offset)) is { } refusal)
        {
            return refusal;
        }

        lock (book.Gate)
        {
            if (Find(caller.Corp, msgId) is not { } broadcast)
            {
                return BadMessageId();
            }

            if (broadcast.Sender != userId)
            {
                return WeComReply.Refuse(WeComCodes.UnknownUser, $"userid not found: {userId} has no task of this message");
            }

            // For groups only what was sent comes back.
            var shown = broadcast.Recipients.Values.Where(r => !broadcast.ToGroups || r.Delivery is Delivery.Sent).ToList();
            var (page, next) = Cursor.Page(shown, offset!.Value, limit);
            return WeComReply.Ok(new JsonObject
            {
                ["next_cursor"] = next,
                ["send_list"] = new JsonArray([.. page.Select(r => Describe(broadcast, r))]),
            });
        }
    }

    internal static WeComReply BadMessageId() => WeComReply.Refuse(WeComCodes.BadMessageId, "invalid msgid");

    private static WeComReply? Missing(int? offset) => offset is null ? WeComReply.BadParameter("invalid cursor") : null;

    private static JsonObject Describe(Broadcast broadcast, Recipient recipient)
    {
        var sent = recipient.Delivery is Delivery.Sent;
        var json = new JsonObject
        {
            [broadcast.ToGroups ? "chat_id" : "external_userid"] = recipient.Id,
            ["userid"] = broadcast.Sender,
            ["status"] = sent ? 1 : 0,
        };
        if (sent)
        {
            json["send_time"] = recipient.SentAt!.Value.ToUnixTimeSeconds();
        }

        return json;
    }

    private Broadcast? Find(Corp corp, string msgId) => book.Find(msgId) is { } found && found.Corp == corp ? found : null;
}
