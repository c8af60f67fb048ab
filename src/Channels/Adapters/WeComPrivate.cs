using Steward.Channels.Commands;
using Steward.Channels.WeCom;

namespace Steward.Channels.Adapters;

/// <summary>
/// Words for one customer: a broadcast to one, which an employee has to confirm. WeCom knows no idempotency key, so a call without an answer is looked for in its list by time,
/// words and receiver, among what no other act has.
/// </summary>
internal sealed class WeComPrivate(WeComClient wecom, CallIds ids, TimeProvider clock)
{
    /// <summary>Clocks differ: how much earlier than by ours WeCom may say that a call was made.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(10);

    public async Task<ActResult> SendAsync(ChannelAct act, CancellationToken ct)
    {
        if (System.Text.Encoding.UTF8.GetByteCount(act.Text) > WeComBroadcasts.MostTextBytes) { return new ActResult.Rejected(0, $"the text is longer than WeCom's {WeComBroadcasts.MostTextBytes} bytes"); }

        var reply = await wecom.AddPrivateAsync(act.Account.App with { LeavesBy = act.LeavesBy }, SenderOf(act), act.MemberId, act.Text, ct);
        return reply switch
        {
            { Failure: { } failure } => WeComAdapter.Of(failure),
            { Value: { } taken } when taken.FailList.Contains(act.MemberId) => new ActResult.Rejected(0, "WeCom does not send it to this customer: nobody's contact, or enough broadcasts this month"),
            { Value.Msgid: { Length: > 0 } id } => new ActResult.Accepted(id) { Sender = SenderOf(act) ?? "" },
            _ => new ActResult.Unknown("the answer names no msgid"),
        };
    }

    /// <summary>Whether the employee has sent it; if it is not known to be taken, whether WeCom has it at all.</summary>
    public async Task<ActResult> LookUpAsync(ChannelAct act, CancellationToken ct)
    {
        // What WeCom has taken is asked for by its id, and never sent again whatever a list does not show.
        if (await ids.OfAsync(act.Account, act.CommandId, ct) is { Length: > 0 } known) { return await ResultAsync(act, known, ct) ?? new ActResult.Accepted(known) { Sender = act.Sender }; }

        if (act.AttemptedAt is not { } attempted) { return WeComAdapter.NotThere; }

        var listed = await wecom.ListPrivatelyAsync(act.Account.App, SenderOf(act), attempted - Skew, clock.GetUtcNow() + Skew, ct);
        if (listed.Failure is { } failure) { return WeComAdapter.Unseen(failure); }

        string[] alike = [.. listed.Value!.Where(broadcast => broadcast.Text?.Content == act.Text).OrderBy(broadcast => broadcast.CreateTime).Select(broadcast => broadcast.Msgid)];
        foreach (var id in alike.Except(alike.Length == 0 ? [] : await ids.TakenAsync(act.Account, alike, ct)))
        {
            if (await ResultAsync(act, id, ct) is { } found) { return found; }
        }

        return WeComAdapter.NotThere;
    }

    /// <summary>WeCom stops what has not been sent; what was sent it cannot take back.</summary>
    public async Task<ActResult?> StopAsync(ChannelAct act, CancellationToken ct)
    {
        if (await ids.OfAsync(act.Account, act.CommandId, ct) is not { Length: > 0 } id) { return null; }

        var refusal = await wecom.StopAsync(act.Account.App, id, ct) is { Failure: { Code: not WeComReminders.StoppedBefore } failure } ? failure : null;
        if (refusal is { MayPass: true } or { Class: FailureClass.Unknown }) { return WeComAdapter.Of(refusal); }

        // Somebody may have confirmed a moment before.
        var shown = await ResultAsync(act, id, ct);
        return shown is not (null or ActResult.Accepted) ? shown
            : refusal is null ? new ActResult.Rejected(0, "stopped at the channel before anybody confirmed it")
            : new ActResult.Accepted(id) { Sender = act.Sender, Hint = refusal.ToString() };
    }

    /// <returns>Null: this broadcast is not for the act's customer.</returns>
    private async Task<ActResult?> ResultAsync(ChannelAct act, string id, CancellationToken ct)
    {
        // Who was asked is asked about at once; else the broadcast's tasks name them.
        string[] asked = [act.Sender];
        if (act.Sender.Length == 0)
        {
            var tasks = await wecom.GetBroadcastTasksAsync(act.Account.App, id, ct);
            if (tasks.Failure is { } failure) { return Gone(failure); }

            asked = [.. tasks.Value!.Select(task => task.Userid)];
        }

        foreach (var sender in asked)
        {
            var results = await wecom.GetBroadcastResultsAsync(act.Account.App, id, sender, ct);
            if (results.Failure is { } unread) { return Gone(unread); }

            if (results.Value!.FirstOrDefault(result => result.ExternalUserid == act.MemberId) is { } found)
            {
                return found.Status switch
                {
                    1 => new ActResult.Completed(id),
                    2 => new ActResult.Rejected(0, "the customer is nobody's contact any more"),
                    3 => new ActResult.Rejected(0, "the customer has got as many broadcasts as WeCom permits"),
                    _ => new ActResult.Accepted(id) { Sender = sender },
                };
            }
        }

        return null;
    }

    private static ActResult Gone(WeComFailure failure) => failure.Class is FailureClass.State ? new ActResult.Rejected(failure.Code, failure.Message) : WeComAdapter.Unseen(failure);

    private static string? SenderOf(ChannelAct act) => act.Argument("from") is { Length: > 0 } sender ? sender : null;
}
