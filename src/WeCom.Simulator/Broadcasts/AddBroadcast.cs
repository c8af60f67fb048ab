using System.Text.Json;
using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Api;
using Steward.WeCom.Simulator.Clock;

namespace Steward.WeCom.Simulator.Broadcasts;

/// <summary><c>add_msg_template</c>: makes a task for an employee; sends nothing.</summary>
internal sealed class AddBroadcast(BroadcastBook book, Attachments attachments, Employees employees, SimulatedClock clock)
{
    private const int MaxGroups = 2000;
    private const int MaxCustomers = 10_000;
    private const int MaxTextBytes = 4000;

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
        var attached = attachments.Check(caller.Corp, fields);
        if (chatType is not ("" or "single" or "group"))
        {
            fields.Refuse(WeComReply.BadParameter("chat_type must be single or group"));
        }

        if (text.Length == 0 && attached == 0)
        {
            fields.Refuse(WeComReply.BadParameter("text and attachments are both empty"));
        }

        return fields.Refusal ?? Create(caller, toGroups, sender, ids, text, Copy(body));
    }

    private WeComReply Create(Caller caller, bool toGroups, string sender, IReadOnlyList<string> ids, string text, JsonArray attached)
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
                    (reachable && book.Quota.TryTake(corp, id, at) ? accepted : refused).Add(id);
                }
            }

            if (accepted.Count == 0)
            {
                return new WeComReply(WeComCodes.NothingToSend, "no customer to send", new JsonObject { ["fail_list"] = ToJson(refused) });
            }

            broadcast = book.Add(corp, toGroups, sender, text, attached, at, accepted);
        }

        employees.Notice(broadcast);
        return WeComReply.Ok(new JsonObject { ["fail_list"] = ToJson(refused), ["msgid"] = broadcast.MsgId });
    }

    private static JsonArray Copy(JsonElement body) =>
        body.TryGetProperty("attachments", out var list) && list.ValueKind is JsonValueKind.Array ? JsonArray.Create(list.Clone())! : [];

    private static JsonArray ToJson(IEnumerable<string> ids) => new([.. ids.Select(id => JsonValue.Create(id))]);
}
