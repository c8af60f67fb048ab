using Steward.Channels.Adapters;

namespace Steward.Channels.Quotas;

/// <summary>Which quotas an outgoing call uses. The numbers are data; that a broadcast uses the group's month and an API's minute is the channel's nature.</summary>
internal static class Claims
{
    public const string Remind = "task-remind";
    public const string Broadcast = "externalcontact/add_msg_template";

    /// <summary>What a send to groups uses however many groups it has.</summary>
    public static IReadOnlyList<QuotaClaim> WholeBroadcast(string channel) => channel == "wecom" ? [Api(Broadcast)] : [new QuotaClaim("bot-send", "")];

    /// <summary>What it uses of each group.</summary>
    public static QuotaClaim OfGroup(string channel, string chatId) => new(channel == "wecom" ? "group-broadcast" : "chat-send", chatId);

    /// <summary>What one reminder of a task uses.</summary>
    public static IReadOnlyList<QuotaClaim> Reminder(string msgId) => [Api("externalcontact/remind_groupmsg_send"), new QuotaClaim(Remind, msgId)];

    /// <summary>What an act uses. Bots of other channels share one bucket for whatever they do.</summary>
    public static IReadOnlyList<QuotaClaim> OfAct(string channel, ChannelCapability kind, string chatId, string memberId, string owner, string to) => channel != "wecom"
        ? kind is ChannelCapability.SendToGroup or ChannelCapability.GroupNotice or ChannelCapability.SendPrivate && chatId.Length > 0 ? [new("bot-send", ""), new("chat-send", chatId)] : [new("bot-send", "")]
        : kind switch
        {
            ChannelCapability.SendPrivate => [Api(Broadcast), new("customer-broadcast", memberId)],
            ChannelCapability.WelcomePrivate => [Api("externalcontact/send_welcome_msg")],
            ChannelCapability.Tagging => [Api("externalcontact/mark_tag")],
            ChannelCapability.TransferOwner => [Api("externalcontact/groupchat/onjob_transfer"), new("group-transfer", chatId), new("owner-transfer", owner)],
            ChannelCapability.TransferCustomer => [Api("externalcontact/transfer_customer"), new("customer-transfer", memberId)],
            ChannelCapability.JoinLink => [Api("externalcontact/groupchat/add_join_way")],
            ChannelCapability.ContactLink => [Api("externalcontact/add_contact_way")],
            ChannelCapability.KeywordIntercept => [Api("externalcontact/add_intercept_rule")],
            ChannelCapability.MessageStaff => [Api("message/send"), new("app-day", ""), .. to.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(one => new QuotaClaim("app-member", one))],
            _ => [],
        };

    private static QuotaClaim Api(string api) => new("corp-api", api);
}
