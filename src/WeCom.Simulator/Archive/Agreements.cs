using System.Text.Json;
using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Api;

namespace Steward.WeCom.Simulator.Archive;

/// <summary><c>msgaudit/get_permit_user_list</c>, <c>check_single_agree</c> and <c>check_room_agree</c>.</summary>
internal sealed class Agreements(Consents consents)
{
    private const int MostPairs = 100;

    public static WeComReply Permitted(Caller caller, JsonElement body)
    {
        var fields = new RequestFields(body);
        fields.Number("type", 1, 3, 1);
        return fields.Refusal ?? WeComReply.Ok(new JsonObject
        {
            ["ids"] = new JsonArray([.. caller.Corp.Employees.Keys.Where(caller.Corp.Employs).Select(id => JsonValue.Create(id))]),
        });
    }

    public WeComReply Single(Caller caller, JsonElement body)
    {
        var fields = new RequestFields(body);
        var pairs = fields.Objects("info", MostPairs);
        var asked = pairs.Select(p => (UserId: p.Text("userid", true), Id: p.Text("exteranalopenid", true))).ToList();
        pairs.ToList().ForEach(fields.Adopt);
        if (asked.Count == 0)
        {
            fields.Refuse(WeComReply.BadParameter("info is empty"));
        }

        return fields.Refusal ?? WeComReply.Ok(new JsonObject
        {
            ["agreeinfo"] = new JsonArray([.. asked.Select(a => Describe(consents.Of(caller.Corp, a.UserId, a.Id), a.Id, a.UserId))]),
        });
    }

    public WeComReply Room(Caller caller, JsonElement body)
    {
        var fields = new RequestFields(body);
        var room = fields.Text("roomid", true);
        if (fields.Refusal is { } refusal)
        {
            return refusal;
        }

        var corp = caller.Corp;
        lock (corp.Gate)
        {
            if (corp.FindGroup(room) is not { Dismissed: false } group)
            {
                return WeComReply.Refuse(WeComCodes.NotCustomerGroup);
            }

            return WeComReply.Ok(new JsonObject
            {
                ["agreeinfo"] = new JsonArray([.. group.InOrder.Where(m => !m.IsEmployee).Select(m => Describe(consents.Of(corp, room, m.Id), m.Id, null))]),
            });
        }
    }

    private static JsonObject Describe(Consent consent, string id, string? userId)
    {
        var json = new JsonObject
        {
            ["status_change_time"] = consent.At.ToUnixTimeSeconds(),
            ["exteranalopenid"] = id,
            ["agree_status"] = consent.Agrees ? "Agree" : "Disagree",
        };
        if (userId is not null)
        {
            json["userid"] = userId;
        }

        return json;
    }
}
