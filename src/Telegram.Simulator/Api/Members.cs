using System.Text.Json;
using Steward.Telegram.Simulator.World;

namespace Steward.Telegram.Simulator.Api;

/// <summary><c>restrictChatMember</c>, <c>banChatMember</c>, <c>unbanChatMember</c>.</summary>
internal sealed class Members(Happenings happenings, CallLimits limits)
{
    private const string Right = "can_restrict_members";
    private const long ShortestSeconds = 30;
    private const long LongestSeconds = 366L * 24 * 3600;

    public BotReply Restrict(Scene scene)
    {
        if (scene.Enter(out var chat) is { } refused) { return refused; }

        if (!chat.IsSupergroup) { return BotReply.Bad("method is available only for supergroups"); }

        if (Target(scene, chat, out var before) is { } wrong) { return wrong; }

        var permissions = scene.Fields.Object("permissions");
        var until = Until(scene);
        if (scene.Fields.Refusal is { } bad) { return bad; }

        if (permissions is null) { return BotReply.Bad("permissions must be non-empty"); }

        if (limits.Take(scene.Bot, null) is { } seconds) { return BotReply.TooMany(seconds); }

        var granted = Membership.AllPermissions.Where(name => permissions[name]?.GetValueKind() is JsonValueKind.True).ToHashSet();
        var free = granted.Count == Membership.AllPermissions.Count;
        var after = free
            ? new Membership(before.User, before.IsInside ? Standing.Member : Standing.Left)
            : new Membership(before.User, Standing.Restricted) { Rights = granted, Until = until, RestrictedIsInside = before.IsInside };
        happenings.Change(chat, after, scene.Bot.Self);
        return BotReply.Done;
    }

    public BotReply Ban(Scene scene)
    {
        if (scene.Enter(out var chat) is { } refused) { return refused; }

        if (chat.IsPrivate) { return BotReply.Bad("chat member status can't be changed in private chats"); }

        if (Target(scene, chat, out var before) is { } wrong) { return wrong; }

        var until = Until(scene);
        if (scene.Fields.Refusal is { } bad) { return bad; }

        if (limits.Take(scene.Bot, null) is { } seconds) { return BotReply.TooMany(seconds); }

        // A basic group has no list of the banned: whoever is removed may come back.
        var after = chat.IsSupergroup ? new Membership(before.User, Standing.Kicked) { Until = until } : new Membership(before.User, Standing.Left);
        if (before.Standing != after.Standing || before.Until != after.Until) { happenings.Change(chat, after, scene.Bot.Self); }

        if (chat.IsSupergroup)
        {
            foreach (var number in chat.Messages.Values.Where(message => message.From.Id == before.User.Id).Select(message => message.Id).ToList()) { chat.Messages.Remove(number); }
        }

        return BotReply.Done;
    }

    /// <summary>Without <c>only_if_banned</c> it removes whoever is in the chat, as Telegram's does.</summary>
    public BotReply Unban(Scene scene)
    {
        if (scene.Enter(out var chat) is { } refused) { return refused; }

        if (!chat.IsSupergroup) { return BotReply.Bad("method is available for supergroup and channel chats only"); }

        if (Target(scene, chat, out var before) is { } wrong) { return wrong; }

        if (limits.Take(scene.Bot, null) is { } seconds) { return BotReply.TooMany(seconds); }

        var banned = before.Standing is Standing.Kicked;
        if (banned || (!scene.Fields.Flag("only_if_banned") && before.IsInside)) { happenings.Change(chat, new Membership(before.User, Standing.Left), scene.Bot.Self); }

        return BotReply.Done;
    }

    private static BotReply? Target(Scene scene, Chat chat, out Membership before)
    {
        before = null!;
        if (scene.Meet(out var person) is { } unknown) { return unknown; }

        before = scene.StandingOf(chat, person);
        if (!(chat.IsSupergroup ? scene.May(chat, Right) : chat.Find(scene.Bot.Self.Id, scene.Now)!.IsAdministrator)) { return BotReply.Bad("not enough rights to restrict/unrestrict chat member"); }

        return before.Standing switch
        {
            Standing.Creator => BotReply.Bad("can't remove chat owner"),
            Standing.Administrator => BotReply.Bad("user is an administrator of the chat"),
            _ => null,
        };
    }

    /// <summary>Less than 30 seconds or more than 366 days from now means for good.</summary>
    private static long Until(Scene scene) =>
        scene.Fields.Number("until_date", 0) is var until && until - scene.Now is >= ShortestSeconds and <= LongestSeconds ? until : 0;
}
