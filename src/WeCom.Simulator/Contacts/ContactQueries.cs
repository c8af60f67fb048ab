using System.Text.Json;
using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Api;

namespace Steward.WeCom.Simulator.Contacts;

/// <summary><c>get_follow_user_list</c>, <c>list</c> and <c>get</c> of external contacts.</summary>
internal static class ContactQueries
{
    public static WeComReply Followers(Caller caller, JsonElement body) => WeComReply.Ok(new JsonObject
    {
        ["follow_user"] = new JsonArray([.. caller.Corp.Employees.Keys.Where(id => caller.Corp.Employs(id) && caller.App.Sees(id)).Select(id => JsonValue.Create(id))]),
    });

    public static WeComReply List(Caller caller, JsonElement body)
    {
        var fields = new RequestFields(body);
        var userId = fields.Text("userid", true);
        if ((fields.Refusal ?? Person.Check(caller, userId)) is { } refusal)
        {
            return refusal;
        }

        lock (caller.Corp.Gate)
        {
            var customers = caller.Corp.Follows.CustomersOf(userId).ToList();
            return customers.Count == 0
                ? WeComReply.Refuse(WeComCodes.NoCustomers)
                : WeComReply.Ok(new JsonObject { ["external_userid"] = new JsonArray([.. customers.Select(id => JsonValue.Create(id))]) });
        }
    }

    public static WeComReply Get(Caller caller, JsonElement body)
    {
        var fields = new RequestFields(body);
        var id = fields.Text("external_userid", true);
        if (fields.Refusal is { } refusal)
        {
            return refusal;
        }

        var corp = caller.Corp;
        lock (corp.Gate)
        {
            if (corp.FindCustomer(id) is not { } customer)
            {
                return WeComReply.Refuse(WeComCodes.BadExternalUser);
            }

            var contact = new JsonObject { ["external_userid"] = id, ["name"] = customer.Name, ["type"] = 1, ["gender"] = 0 };
            if (caller.App.Ids is null)
            {
                contact["unionid"] = customer.UnionId;
            }

            return WeComReply.Ok(new JsonObject
            {
                ["external_contact"] = contact,
                ["follow_user"] = new JsonArray([.. corp.Follows.OfCustomer(id).Where(f => caller.App.Sees(f.UserId)).Select(Describe)]),
                ["next_cursor"] = "",
            });
        }
    }

    private static JsonObject Describe(Follow follow) => new()
    {
        ["userid"] = follow.UserId,
        ["remark"] = "",
        ["description"] = "",
        ["createtime"] = follow.Since.ToUnixTimeSeconds(),
        ["tags"] = new JsonArray([.. follow.Tags.Select(id => new JsonObject { ["tag_id"] = id, ["type"] = 1 })]),
        ["remark_mobiles"] = new JsonArray(),
        ["add_way"] = follow.AddWay,
        ["state"] = follow.State,
    };
}
