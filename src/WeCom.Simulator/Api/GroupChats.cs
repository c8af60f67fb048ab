using System.Text.Json;
using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Corps;

namespace Steward.WeCom.Simulator.Api;

/// <summary><c>groupchat/list</c> and <c>groupchat/get</c>.</summary>
internal static class GroupChats
{
    public static WeComReply List(Corp corp, JsonElement body)
    {
        var fields = new RequestFields(body);
        var status = fields.Number("status_filter", 0, 3, 0);
        var limit = fields.Number("limit", 1, 1000, null);
        var offset = Cursor.Read(fields.Text("cursor", false));
        var owners = fields.Inside("owner_filter");
        var userIds = owners?.Texts("userid_list", false, 100) ?? [];
        fields.Adopt(owners);
        if (fields.Refusal is { } refusal)
        {
            return refusal;
        }

        if (offset is null)
        {
            return WeComReply.BadParameter("invalid cursor");
        }

        lock (corp.Gate)
        {
            if (userIds.FirstOrDefault(id => !corp.Employees.ContainsKey(id)) is { } unknown)
            {
                return WeComReply.Refuse(WeComCodes.UnknownUser, $"userid not found: {unknown}");
            }

            // Nobody has resigned here: every group has status 0.
            var groups = corp.Groups.Values.Where(g => status == 0 && !g.Dismissed && (userIds.Count == 0 || userIds.Contains(g.Owner))).ToList();
            var (page, next) = Cursor.Page(groups, offset.Value, limit);
            return WeComReply.Ok(new JsonObject
            {
                ["group_chat_list"] = new JsonArray([.. page.Select(g => new JsonObject { ["chat_id"] = g.ChatId, ["status"] = 0 })]),
                ["next_cursor"] = next,
            });
        }
    }

    public static WeComReply Get(Corp corp, JsonElement body)
    {
        var fields = new RequestFields(body);
        var chatId = fields.Text("chat_id", false);
        var needName = fields.Number("need_name", 0, 1, 0) == 1;
        if (fields.Refusal is { } refusal)
        {
            return refusal;
        }

        if (!chatId.StartsWith("wr", StringComparison.Ordinal))
        {
            return WeComReply.Refuse(WeComCodes.BadChatId, "invalid chat_id");
        }

        lock (corp.Gate)
        {
            if (!corp.Groups.TryGetValue(chatId, out var group))
            {
                return WeComReply.Refuse(WeComCodes.UnknownChat, "invalid chat_id: not a chat of this corp");
            }

            return group.Dismissed
                ? WeComReply.Refuse(WeComCodes.DismissedChat, "chat is dismissed")
                : WeComReply.Ok(new JsonObject { ["group_chat"] = Describe(corp, group, needName) });
        }
    }

    private static JsonObject Describe(Corp corp, CustomerGroup group, bool needName) => new()
    {
        ["chat_id"] = group.ChatId,
        ["name"] = group.Name,
        ["owner"] = group.Owner,
        ["create_time"] = group.CreatedAt.ToUnixTimeSeconds(),
        ["notice"] = group.Notice,
        ["member_list"] = new JsonArray([.. group.InOrder.Select(m => Describe(corp, m, needName))]),
        ["admin_list"] = new JsonArray([.. group.InOrder.Where(m => m.IsEmployee && m.Id != group.Owner).Select(m => new JsonObject { ["userid"] = m.Id })]),
        ["member_version"] = group.Version,
    };

    private static JsonObject Describe(Corp corp, Membership member, bool needName)
    {
        var json = new JsonObject
        {
            ["userid"] = member.Id,
            ["type"] = member.IsEmployee ? 1 : 2,
            ["join_time"] = member.JoinedAt.ToUnixTimeSeconds(),
            ["join_scene"] = member.JoinScene,
        };
        if (!string.IsNullOrEmpty(member.State))
        {
            json["state"] = member.State;
        }

        if (member.Invitor is not null)
        {
            json["invitor"] = new JsonObject { ["userid"] = member.Invitor };
        }

        json["group_nickname"] = "";
        var customer = member.IsEmployee ? null : corp.Customers[member.Id];
        if (customer is not null)
        {
            json["unionid"] = customer.UnionId;
        }

        if (needName)
        {
            json["name"] = customer?.Name ?? corp.Employees[member.Id].Name;
        }

        return json;
    }
}
