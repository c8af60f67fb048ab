using System.Text.Json;
using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Api;
using Steward.WeCom.Simulator.Clock;
using Steward.WeCom.Simulator.Corps;

namespace Steward.WeCom.Simulator.Ways;

/// <summary><c>groupchat/add_join_way</c>, <c>get</c>, <c>update</c> and <c>del</c>.</summary>
internal sealed class JoinWays(WayBook book, SimulatedClock clock)
{
    private const int MostChats = 5;

    public WeComReply Add(Caller caller, JsonElement body)
    {
        var fields = new RequestFields(body);
        var wanted = Read(caller.Corp, fields);
        if (fields.Refusal is { } refusal)
        {
            return refusal;
        }

        return book.Add(caller, true, clock.GetUtcNow(), wanted) is { } way
            ? WeComReply.Ok(new JsonObject { ["config_id"] = way.ConfigId })
            : WeComReply.Refuse(WeComCodes.TooManyWays);
    }

    public WeComReply Get(Caller caller, JsonElement body) => With(caller, body, (way, _) =>
    {
        var shown = new JsonObject { ["config_id"] = way.ConfigId };
        foreach (var (name, value) in way.Fields)
        {
            shown[name] = value?.DeepClone();
        }

        return WeComReply.Ok(new JsonObject { ["join_way"] = shown });
    });

    public WeComReply Update(Caller caller, JsonElement body) => With(caller, body, (way, fields) =>
    {
        var wanted = Read(caller.Corp, fields);
        if (fields.Refusal is { } refusal)
        {
            return refusal;
        }

        // Its code on paper stays.
        wanted["qr_code"] = way.Fields["qr_code"]?.DeepClone();
        way.Fields.Clear();
        foreach (var (name, value) in wanted)
        {
            way.Fields[name] = value?.DeepClone();
        }

        return WeComReply.Ok();
    });

    public WeComReply Delete(Caller caller, JsonElement body) =>
        With(caller, body, (way, _) => book.Remove(caller, true, way.ConfigId) ? WeComReply.Ok() : WeComReply.Refuse(WeComCodes.BadWay));

    private static JsonObject Read(Corp corp, RequestFields fields)
    {
        var chats = fields.Texts("chat_id_list", true, 1000);
        var wanted = new JsonObject
        {
            ["scene"] = fields.Number("scene", 1, 2, null),
            ["remark"] = fields.Label("remark", false, 30),
            ["auto_create_room"] = fields.Number("auto_create_room", 0, 1, 1),
            ["room_base_name"] = fields.Label("room_base_name", false, 40),
            ["room_base_id"] = fields.Number("room_base_id", 0, int.MaxValue, 1),
            ["chat_id_list"] = new JsonArray([.. chats.Select(id => JsonValue.Create(id))]),
            ["state"] = fields.Label("state", false, 30),
            ["mark_source"] = !fields.Has("mark_source") || fields.Flag("mark_source"),
        };
        if (chats.Count > MostChats)
        {
            fields.Refuse(WeComReply.Refuse(WeComCodes.TooManyChats));
        }

        lock (corp.Gate)
        {
            if (chats.Any(id => corp.FindGroup(id) is not { Dismissed: false }))
            {
                fields.Refuse(WeComReply.Refuse(WeComCodes.BadChatId, "invalid chat_id"));
            }
        }

        return wanted;
    }

    private WeComReply With(Caller caller, JsonElement body, Func<Way, RequestFields, WeComReply> use)
    {
        var fields = new RequestFields(body);
        var id = fields.Text("config_id", true);
        if (fields.Refusal is { } refusal)
        {
            return refusal;
        }

        lock (caller.Corp.Gate)
        {
            return book.Find(caller, true, id) is { } way ? use(way, fields) : WeComReply.Refuse(WeComCodes.BadWay);
        }
    }
}
