using System.Text.Json;
using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Api;
using Steward.WeCom.Simulator.Clock;
using Steward.WeCom.Simulator.Contacts;

namespace Steward.WeCom.Simulator.Ways;

/// <summary><c>add_contact_way</c>, <c>get</c>, <c>list</c>, <c>update</c> and <c>del</c>.</summary>
internal sealed class ContactWays(WayBook book, SimulatedClock clock)
{
    private const int MostUsers = 100;

    public WeComReply Add(Caller caller, JsonElement body)
    {
        var fields = new RequestFields(body);
        var type = fields.Number("type", 1, 2, null);
        var wanted = new JsonObject { ["type"] = type, ["scene"] = fields.Number("scene", 1, 2, null), ["style"] = fields.Number("style", 1, 3, 1) };
        Read(caller, fields, type, wanted);
        if (fields.Has("is_temp") && fields.Flag("is_temp"))
        {
            fields.Refuse(WeComReply.BadParameter("is_temp is for medical corps only"));
        }

        if (fields.Refusal is { } refusal)
        {
            return refusal;
        }

        return book.Add(caller, false, clock.GetUtcNow(), wanted) is { } way
            ? WeComReply.Ok(new JsonObject { ["config_id"] = way.ConfigId, ["qr_code"] = (string?)way.Fields["qr_code"] })
            : WeComReply.Refuse(WeComCodes.TooManyWays);
    }

    public WeComReply Get(Caller caller, JsonElement body) => With(caller, body, (way, _) =>
    {
        var shown = new JsonObject { ["config_id"] = way.ConfigId };
        foreach (var (name, value) in way.Fields)
        {
            shown[name] = value?.DeepClone();
        }

        return WeComReply.Ok(new JsonObject { ["contact_way"] = shown });
    });

    public WeComReply List(Caller caller, JsonElement body)
    {
        var fields = new RequestFields(body);
        var from = fields.Has("start_time") ? fields.Time("start_time") : 0;
        var to = fields.Has("end_time") ? fields.Time("end_time") : long.MaxValue;
        var limit = fields.Number("limit", 1, 1000, 100);
        var offset = Cursor.Read(fields.Text("cursor", false));
        if ((fields.Refusal ?? (offset is null ? WeComReply.BadParameter("invalid cursor") : null)) is { } refusal)
        {
            return refusal;
        }

        var found = book.Own(caller, false).Where(w => w.CreatedAt.ToUnixTimeSeconds() >= from && w.CreatedAt.ToUnixTimeSeconds() <= to).ToList();
        var (page, next) = Cursor.Page(found, offset!.Value, limit);
        return WeComReply.Ok(new JsonObject
        {
            ["contact_way"] = new JsonArray([.. page.Select(w => new JsonObject { ["config_id"] = w.ConfigId })]),
            ["next_cursor"] = next,
        });
    }

    public WeComReply Update(Caller caller, JsonElement body) => With(caller, body, (way, fields) =>
    {
        var changed = new JsonObject();
        Read(caller, fields, (int)way.Fields["type"]!, changed);
        if (fields.Refusal is { } refusal)
        {
            return refusal;
        }

        foreach (var (name, value) in changed)
        {
            way.Fields[name] = value?.DeepClone();
        }

        return WeComReply.Ok();
    });

    public WeComReply Delete(Caller caller, JsonElement body) =>
        With(caller, body, (way, _) => book.Remove(caller, false, way.ConfigId) ? WeComReply.Ok() : WeComReply.Refuse(WeComCodes.BadWay));

    private static void Read(Caller caller, RequestFields fields, int type, JsonObject into)
    {
        var users = fields.Texts("user", type == 1, MostUsers);
        var parties = fields.Numbers("party", MostUsers);
        into["remark"] = fields.Label("remark", false, 30);
        into["skip_verify"] = !fields.Has("skip_verify") || fields.Flag("skip_verify");
        into["state"] = fields.Label("state", false, 30);
        into["user"] = new JsonArray([.. users.Select(id => JsonValue.Create(id))]);
        into["party"] = new JsonArray([.. parties.Select(id => JsonValue.Create(id))]);
        into["is_exclusive"] = fields.Flag("is_exclusive");
        into["mark_source"] = !fields.Has("mark_source") || fields.Flag("mark_source");
        if (type == 1 && users.Count > 1)
        {
            fields.Refuse(WeComReply.BadParameter("type 1 names exactly one user"));
        }

        if (type == 2 && users.Count == 0 && parties.Count == 0)
        {
            fields.Refuse(WeComReply.BadParameter("user and party are both empty"));
        }

        if (users.Select(id => Person.Check(caller, id)).FirstOrDefault(r => r is not null) is { } stranger)
        {
            fields.Refuse(stranger);
        }
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
            return book.Find(caller, false, id) is { } way ? use(way, fields) : WeComReply.Refuse(WeComCodes.BadWay);
        }
    }
}
