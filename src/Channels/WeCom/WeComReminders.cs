namespace Steward.Channels.WeCom;

/// <summary>What can still be done about a broadcast that people have not confirmed: ask again, or stop it. What was sent stays sent.</summary>
internal static class WeComReminders
{
    /// <summary>WeCom's code for what was stopped before.</summary>
    public const int StoppedBefore = 41093;

    /// <summary>Asks the employees once more; at most three times in 24 hours, then 41094.</summary>
    public static Task<WeComReply<WeComDone>> RemindAsync(this WeComClient client, WeComApp app, string msgId, CancellationToken ct) =>
        client.ActAsync<WeComDone>(app, "externalcontact/remind_groupmsg_send", new { msgid = msgId }, ct);

    /// <summary>Stops what has not been sent yet; stopped before is 41093.</summary>
    public static Task<WeComReply<WeComDone>> StopAsync(this WeComClient client, WeComApp app, string msgId, CancellationToken ct) =>
        client.ActAsync<WeComDone>(app, "externalcontact/cancel_groupmsg_send", new { msgid = msgId }, ct);
}

/// <summary>An answer that says nothing but that it is done.</summary>
internal sealed record WeComDone;
