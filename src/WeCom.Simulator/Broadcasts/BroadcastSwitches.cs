using System.Text.Json;
using Steward.WeCom.Simulator.Api;
using Steward.WeCom.Simulator.Clock;
using Steward.WeCom.Simulator.Corps;

namespace Steward.WeCom.Simulator.Broadcasts;

/// <summary><c>remind_groupmsg_send</c> and <c>cancel_groupmsg_send</c>.</summary>
internal sealed class BroadcastSwitches(BroadcastBook book, Employees employees, SimulatedClock clock)
{
    private const int RemindersPerDay = 3;

    public WeComReply Remind(Caller caller, JsonElement body) => With(caller.Corp, body, broadcast =>
    {
        var now = clock.GetUtcNow();
        if (broadcast.Reminders.Count(at => at > now.AddDays(-1)) >= RemindersPerDay)
        {
            return WeComReply.Refuse(WeComCodes.ReminderLimit, "remind over limit: 3 in 24 hours");
        }

        broadcast.Reminders.Add(now);
        employees.Reminded(broadcast);
        return WeComReply.Ok();
    });

    /// <summary>Stops what is not sent yet; what was sent stays sent.</summary>
    public WeComReply Cancel(Caller caller, JsonElement body) => With(caller.Corp, body, broadcast =>
    {
        if (broadcast.Cancelled)
        {
            return WeComReply.Refuse(WeComCodes.AlreadyCancelled, "message already cancelled");
        }

        broadcast.Cancelled = true;
        foreach (var recipient in broadcast.Recipients.Values.Where(r => r.Delivery is Delivery.Unsent).ToList())
        {
            broadcast.Recipients[recipient.Id] = recipient with { Delivery = Delivery.Cancelled };
            book.Quota.GiveBack(recipient.Id, broadcast.CreatedAt);
        }

        return WeComReply.Ok();
    });

    private WeComReply With(Corp corp, JsonElement body, Func<Broadcast, WeComReply> change)
    {
        var fields = new RequestFields(body);
        var msgId = fields.Text("msgid", true);
        if (fields.Refusal is { } refusal)
        {
            return refusal;
        }

        lock (book.Gate)
        {
            return book.Find(msgId) is { } broadcast && broadcast.Corp == corp ? change(broadcast) : BroadcastQueries.BadMessageId();
        }
    }
}
