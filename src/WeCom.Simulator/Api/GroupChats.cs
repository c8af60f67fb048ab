using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Clock;
using Steward.WeCom.Simulator.Corps;

namespace Steward.WeCom.Simulator.Api;

/// <summary><c>groupchat/list</c> and <c>groupchat/get</c>.</summary>
internal sealed class GroupChats(TechnicalClock clock)
{
    /// <summary>With more employees in its range, a caller must say whose groups it means.</summary>
    private const int MostUnnamedOwners = 1000;

    public static WeComReply List(Caller caller, JsonElement body)
    {
        var fields = new RequestFields(body);
        var status = fields.Number("status_filter", 0, 3, 0);
        var limit = fields.Number("limit", 1, 1000, null);
        var offset = Cursor.Read(fields.Text("cursor", false));
        var owners = fields.Inside("owner_filter");
        var userIds = owners?.Texts("userid_list", false, 100) ?? [];
        fields.Adopt(owners);
        if (offset is null)
        {
            fields.Refuse(WeComReply.BadParameter("invalid cursor"));
        }

        if (fields.Refusal is { } refusal)
        {
            return refusal;
        }

        var (corp, app) = caller;
        lock (corp.Gate)
        {
            if (userIds.FirstOrDefault(id => !corp.Employees.ContainsKey(id)) is { } unknown)
            {
                return WeComReply.Refuse(WeComCodes.UnknownUser, $"userid not found: {unknown}");
            }

            if (userIds.Count == 0 && corp.Employees.Keys.Count(app.Sees) > MostUnnamedOwners)
            {
                return WeComReply.Refuse(WeComCodes.TooManyMembers);
            }

            // The groups of a resigned owner only come when the owner is named.
            var found = corp.List(offset!.Value, owner => app.Sees(owner) && (userIds.Count == 0 ? corp.Employs(owner) : userIds.Contains(owner)))
                .Where(g => status == 0 || (int)g.Status == status).Take(limit + 1).ToList();
            var next = found.Count > limit ? Cursor.At(found[limit].At) : "";
            return WeComReply.Ok(new JsonObject
            {
                ["group_chat_list"] = new JsonArray([.. found.Take(limit).Select(g => new JsonObject { ["chat_id"] = g.ChatId, ["status"] = (int)g.Status })]),
                ["next_cursor"] = next,
            });
        }
    }

    public WeComReply Get(Caller caller, JsonElement body)
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

        var corp = caller.Corp;
        lock (corp.Gate)
        {
            return corp.FindGroup(chatId) switch
            {
                null => WeComReply.Refuse(WeComCodes.UnknownChat, "invalid chat_id: not a chat of this corp"),
                { Dismissed: true } => WeComReply.Refuse(WeComCodes.DismissedChat, "chat is dismissed"),
                var group when !caller.App.Sees(group.Owner) => WeComReply.Refuse(WeComCodes.OutOfRange),
                var group => WeComReply.Ok("group_chat", Describe(caller, group, needName)),
            };
        }
    }

    private ReadOnlyMemory<byte> Describe(Caller caller, CustomerGroup group, bool needName)
    {
        var roster = group.RosterAt(clock.GetUtcNow());
        var bytes = new ArrayBufferWriter<byte>(512 + (roster.Members.Count * 200));
        using var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = WireJson.Relaxed.Encoder, SkipValidation = true });
        json.WriteStartObject();
        json.WriteString("chat_id"u8, group.ChatId);
        json.WriteString("name"u8, group.Name);
        json.WriteString("owner"u8, group.Owner);
        json.WriteNumber("create_time"u8, group.CreatedAt.ToUnixTimeSeconds());
        json.WriteString("notice"u8, group.Notice);
        json.WriteStartArray("member_list"u8);
        foreach (var member in roster.Members)
        {
            Describe(json, caller, member, needName);
        }

        json.WriteEndArray();
        json.WriteStartArray("admin_list"u8);
        foreach (var admin in roster.Members.Where(m => m.IsEmployee && m.Id != group.Owner))
        {
            json.WriteStartObject();
            json.WriteString("userid"u8, admin.Id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("member_version"u8, roster.Version);
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
    }

    private static void Describe(Utf8JsonWriter json, Caller caller, Membership member, bool needName)
    {
        json.WriteStartObject();
        json.WriteString("userid"u8, member.Id);
        json.WriteNumber("type"u8, member.IsEmployee ? 1 : 2);
        json.WriteNumber("join_time"u8, member.JoinedAt.ToUnixTimeSeconds());
        json.WriteNumber("join_scene"u8, member.JoinScene);
        if (!string.IsNullOrEmpty(member.State))
        {
            json.WriteString("state"u8, member.State);
        }

        if (member.Invitor is not null)
        {
            json.WriteStartObject("invitor"u8);
            json.WriteString("userid"u8, member.Invitor);
            json.WriteEndObject();
        }

        json.WriteString("group_nickname"u8, "");
        var customer = member.IsEmployee ? null : caller.Corp.FindCustomer(member.Id);

        // A service provider never learns the id that people have beyond WeCom.
        if (customer is not null && caller.App.Ids is null)
        {
            json.WriteString("unionid"u8, customer.UnionId);
        }

        if (needName)
        {
            json.WriteString("name"u8, customer?.Name ?? caller.Corp.Employees[member.Id].Name);
        }

        json.WriteEndObject();
    }
}
