using System.Text.Json;
using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Api;
using Steward.WeCom.Simulator.Clock;
using Steward.WeCom.Simulator.Contacts;
using Steward.WeCom.Simulator.Corps;

namespace Steward.WeCom.Simulator.Transfers;

/// <summary><c>groupchat/onjob_transfer</c> and <c>groupchat/transfer</c>: groups get a new owner at once. Raises no callback, as any API call.</summary>
internal sealed class GroupTransfers(SimulatedClock clock)
{
    private const int MostPerCall = 100;
    private const int MostOfOwnerPerDay = 300;
    private const int MostOfGroup = 2;
    private static readonly TimeSpan GroupWindow = TimeSpan.FromDays(90);

    private readonly PerCorp<Dictionary<(string Owner, int Day), int>> _days = new();

    public WeComReply OnJob(Caller caller, JsonElement body) => Handle(caller, body, resigned: false);

    public WeComReply Resigned(Caller caller, JsonElement body) => Handle(caller, body, resigned: true);

    private WeComReply Handle(Caller caller, JsonElement body, bool resigned)
    {
        var fields = new RequestFields(body);
        var chats = fields.Texts("chat_id_list", true, MostPerCall);
        var taker = fields.Text("new_owner", true);
        if ((fields.Refusal ?? Person.Check(caller, taker)) is { } refusal)
        {
            return refusal;
        }

        var corp = caller.Corp;
        if (!corp.Employs(taker))
        {
            return WeComReply.Refuse(WeComCodes.UnknownUser, $"userid not found: {taker} has resigned");
        }

        var failed = new JsonArray();
        lock (corp.Gate)
        {
            foreach (var chat in chats.Distinct())
            {
                if (Hand(corp, chat, taker, resigned) is var code && code != 0)
                {
                    failed.Add(new JsonObject { ["chat_id"] = chat, ["errcode"] = code, ["errmsg"] = WeComCodes.Text(code) });
                }
            }
        }

        return WeComReply.Ok(new JsonObject { ["failed_chat_list"] = failed });
    }

    private int Hand(Corp corp, string chat, string taker, bool resigned)
    {
        if (corp.FindGroup(chat) is not { Dismissed: false } group)
        {
            return WeComCodes.NotCustomerGroup;
        }

        var now = clock.GetUtcNow();
        var left = !corp.Employs(group.Owner);
        var key = (group.Owner, (int)(now.ToOffset(SimulatedClock.Shanghai).Ticks / TimeSpan.TicksPerDay));
        var today = _days.Of(corp).GetValueOrDefault(key);
        var code = (resigned, left) switch
        {
            (true, false) when group.Status is GroupStatus.Transferred && group.Owner == taker => WeComCodes.TransferDone,
            (true, false) => WeComCodes.OwnerNotResigned,
            (false, true) => WeComCodes.OwnerResigned,
            _ when group.Owner == taker => WeComCodes.OwnerUnchanged,
            (false, false) when group.Transfers.Count(at => at > now - GroupWindow) >= MostOfGroup => WeComCodes.TransferTooOften,
            _ when today >= MostOfOwnerPerDay => WeComCodes.FrequencyLimit,
            _ => 0,
        };
        if (code == 0)
        {
            _days.Of(corp)[key] = today + 1;
            corp.Hold(group).HandTo(taker, now, resigned ? GroupStatus.Transferred : GroupStatus.Normal);
        }

        return code;
    }
}
