using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Steward.Channels.Adapters;
using Steward.Channels.Pictures;
using Account = Steward.Channels.Accounts.Account;

namespace Steward.Channels.Telegram;

/// <summary>
/// What a Telegram bot does by a call, if the group's owner made it an administrator. A text cannot be looked up afterwards; everything else can, or may be done twice.
/// </summary>
internal sealed class TelegramAdapter(TelegramClient telegram, TelegramGates gates, TimeProvider clock) : IChannelAdapter
{
    private const string NotFound = "message to delete not found";
    private const string NoBans = "available for supergroup and channel chats only";
    private static readonly TimeSpan Deletable = TimeSpan.FromHours(48);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longer = TimeSpan.FromMinutes(5);
    private static readonly string[] Speaking =
        ["can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos", "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages", "can_add_web_page_previews"];

    public string Channel => "telegram";

    public CapabilityInfo Capability(ChannelCapability capability, Account account) => capability switch
    {
        ChannelCapability.ReadMessages or ChannelCapability.MessageEvents or ChannelCapability.MemberEvents or ChannelCapability.SendToGroup or ChannelCapability.WelcomeGroup
            or ChannelCapability.GroupNotice or ChannelCapability.MuteMember or ChannelCapability.RemoveMember or ChannelCapability.BanMember => new(CapabilityMode.Api),
        ChannelCapability.DeleteOwnMessage or ChannelCapability.DeleteOthersMessage => new(CapabilityMode.Api, ActWithin: Deletable),
        // A bot can write to nobody who has not written to it first; an administrator can.
        ChannelCapability.SendPrivate or ChannelCapability.TransferOwner => new(CapabilityMode.HumanTask),
        _ => CapabilityInfo.None,
    };

    public async Task<ActResult> ExecuteAsync(ChannelAct act, CancellationToken ct)
    {
        if (Wrong(act) is { } wrong) { return new ActResult.Rejected(0, wrong); }

        var sends = Sends(act.Kind);
        if (gates.WaitOf(act.Account.Id, act.ChatId, sends) is var wait && wait > TimeSpan.Zero) { return new ActResult.Postponed(wait, "Telegram's limit for this chat or bot"); }

        if (sends) { gates.Sent(act.Account.Id, act.ChatId); }

        return act.Kind switch
        {
            ChannelCapability.DeleteOwnMessage or ChannelCapability.DeleteOthersMessage => await DeleteAsync(act, ct),
            ChannelCapability.MuteMember => Done(await AskAsync(act, "restrictChatMember", Muting(act), TelegramJson.Default.Boolean, ct)),
            ChannelCapability.BanMember => Done(await AskAsync(act, "banChatMember", Banning(act), TelegramJson.Default.Boolean, ct)),
            ChannelCapability.RemoveMember => await RemoveAsync(act, ct),
            _ => await SendAsync(act, ct),
        };
    }

    /// <summary>
    /// Bans, mutes and removals show in the member's standing. A deletion is looked up by deleting: what is gone already is answered with "not found", and doing it
    /// twice does no more than once. A text leaves no trace that a bot could find.
    /// </summary>
    public async Task<ActResult?> LookUpAsync(ChannelAct act, CancellationToken ct)
    {
        if (act.Kind is ChannelCapability.DeleteOwnMessage or ChannelCapability.DeleteOthersMessage) { return await DeleteAsync(act, ct); }

        if (act.Kind is not (ChannelCapability.MuteMember or ChannelCapability.BanMember or ChannelCapability.RemoveMember)) { return null; }

        var reply = await telegram.CallAsync(act.Account, "getChatMember", Target(act), TelegramJson.Default.TelegramMember, ct);
        return reply switch
        {
            { Failure: { } failure } => new ActResult.Unknown($"Telegram does not show the member: {failure}"),
            { Value.Status: "kicked" } when act.Kind is ChannelCapability.RemoveMember => await LetBackAsync(act, ct),
            { Value.Status: "kicked" } => new ActResult.Completed(""),
            { Value.Status: "left" } when act.Kind is ChannelCapability.RemoveMember => new ActResult.Completed(""),
            { Value: { Status: "restricted", CanSendMessages: false } } when act.Kind is ChannelCapability.MuteMember => new ActResult.Completed(""),
            _ => new ActResult.Postponed(Soon, "it has not happened"),
        };
    }

    private string? Wrong(ChannelAct act) => act switch
    {
        _ when Capability(act.Kind, act.Account).Mode is not CapabilityMode.Api => "Telegram has no call for it",
        { ChatId.Length: 0 } => "no chat is named",
        _ when Sends(act.Kind) => TelegramPost.Of(act.Text, act.Attachments).Fault,
        { Kind: ChannelCapability.DeleteOwnMessage or ChannelCapability.DeleteOthersMessage, MessageId.Length: 0 } => "Channels does not know Telegram's number of this message any more",
        { Kind: ChannelCapability.DeleteOwnMessage or ChannelCapability.DeleteOthersMessage } when act.CausedAt + Deletable <= clock.GetUtcNow() => "messages can be deleted within 48 hours",
        { Kind: ChannelCapability.MuteMember or ChannelCapability.RemoveMember or ChannelCapability.BanMember, MemberId.Length: 0 } => "no member is named",
        _ => null,
    };

    private static bool Sends(ChannelCapability kind) => kind is ChannelCapability.SendToGroup or ChannelCapability.WelcomeGroup or ChannelCapability.GroupNotice;

    private async Task<ActResult> SendAsync(ChannelAct act, CancellationToken ct)
    {
        var post = TelegramPost.Of(act.Text, act.Attachments);
        (string Name, Picture Picture)[] files = [.. post.Pictures.Select((id, at) => (post.NameOf(at), act.Pictures[id]))];
        var message = post.Parameters(act.ChatId);
        if (long.TryParse(act.MessageId, NumberStyles.None, CultureInfo.InvariantCulture, out var answered)) { message["reply_parameters"] = new JsonObject { ["message_id"] = answered, ["allow_sending_without_reply"] = true }; }

        return files.Length > 1
            ? Sent(await AskAsync(act, post.Method, message, TelegramJson.Default.TelegramMessageArray, ct, files), album => album[0])
            : Sent(await AskAsync(act, post.Method, message, TelegramJson.Default.TelegramMessage, ct, files), sent => sent);
    }

    private static ActResult Sent<T>(TelegramReply<T> reply, Func<T, TelegramMessage> first) =>
        reply.Failure is { } failure ? Of(failure) : new ActResult.Completed(first(reply.Value!).MessageId.ToString(CultureInfo.InvariantCulture));

    private async Task<ActResult> DeleteAsync(ChannelAct act, CancellationToken ct)
    {
        var reply = await AskAsync(act, "deleteMessage", new JsonObject { ["chat_id"] = act.ChatId, ["message_id"] = act.MessageId }, TelegramJson.Default.Boolean, ct);
        return reply.Failure is { Trouble: TelegramTrouble.Bad } gone && gone.Description.Contains(NotFound, StringComparison.Ordinal) ? new ActResult.Completed("") : Done(reply);
    }

    private async Task<ActResult> RemoveAsync(ChannelAct act, CancellationToken ct)
    {
        var banned = Done(await AskAsync(act, "banChatMember", Target(act), TelegramJson.Default.Boolean, ct));
        return banned is ActResult.Completed ? await LetBackAsync(act, ct) : banned;
    }

    /// <summary>The second half of a removal: the ban ends, so that the person may come back. Harmless to repeat; a basic group keeps no bans.</summary>
    private async Task<ActResult> LetBackAsync(ChannelAct act, CancellationToken ct)
    {
        var target = Target(act);
        target["only_if_banned"] = true;
        var reply = await AskAsync(act, "unbanChatMember", target, TelegramJson.Default.Boolean, ct);
        return reply.Failure switch
        {
            null => new ActResult.Completed(""),
            { Trouble: TelegramTrouble.Bad } basic when basic.Description.Contains(NoBans, StringComparison.Ordinal) => new ActResult.Completed(""),
            // The person is out but banned: open until a look finds it and ends the ban.
            { Trouble: TelegramTrouble.Limited or TelegramTrouble.Unreachable or TelegramTrouble.Unknown } half => new ActResult.Unknown($"removed, but the ban did not end yet: {half}"),
            { } failure => Of(failure),
        };
    }

    private async Task<TelegramReply<T>> AskAsync<T>(ChannelAct act, string method, JsonObject parameters, JsonTypeInfo<T> type, CancellationToken ct, IReadOnlyList<(string Name, Picture Picture)>? files = null)
    {
        var reply = files is { Count: > 0 } ? await telegram.UploadAsync(act.Account, method, parameters, files, type, ct) : await telegram.CallAsync(act.Account, method, parameters, type, ct);
        if (reply.Failure is { Trouble: TelegramTrouble.Limited } limited) { gates.Close(act.Account.Id, act.ChatId, limited.RetryAfter); }

        return reply;
    }

    private static JsonObject Target(ChannelAct act) => new() { ["chat_id"] = act.ChatId, ["user_id"] = act.MemberId };

    private static JsonObject Banning(ChannelAct act) => Until(act, Target(act));

    private static JsonObject Muting(ChannelAct act)
    {
        var target = Target(act);
        target["permissions"] = new JsonObject(Speaking.Select(name => KeyValuePair.Create<string, JsonNode?>(name, JsonValue.Create(false))));
        target["use_independent_chat_permissions"] = true;
        return Until(act, target);
    }

    private static JsonObject Until(ChannelAct act, JsonObject target)
    {
        if (act.Until is { } until) { target["until_date"] = until.ToUnixTimeSeconds(); }

        return target;
    }

    private static ActResult Done(TelegramReply<bool> reply) => reply.Failure is { } failure ? Of(failure) : new ActResult.Completed("");

    private static ActResult Of(TelegramFailure failure) => failure.Trouble switch
    {
        TelegramTrouble.Unknown => new ActResult.Unknown(failure.ToString()),
        TelegramTrouble.Limited => new ActResult.Postponed(failure.RetryAfter, failure.ToString()),
        TelegramTrouble.Unreachable => new ActResult.Postponed(Later, failure.ToString()),
        TelegramTrouble.Credentials => new ActResult.Postponed(Longer, failure.ToString()),
        _ => new ActResult.Rejected(failure.Code, failure.Description),
    };
}
