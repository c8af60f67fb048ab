using Steward.Channels.Accounts;
using Steward.Channels.Tasks;
using Steward.Channels.WeCom;

namespace Steward.Channels.Adapters;

/// <summary>
/// What WeCom does by a call. It has none that takes a customer's message back, silences or removes anybody, or writes to a customer or group without an employee's tap:
/// those stay tasks of people. Broadcasts to groups, which employees confirm, are <c>Commands</c>' own; those to one customer are <see cref="WeComPrivate"/>'s.
/// </summary>
internal sealed class WeComAdapter(WeComClient wecom, WeComPrivate words, TimeProvider clock) : IChannelAdapter
{
    private const int WelcomeInProgress = 41096;
    private const int WelcomeDone = 41051;
    private const int NameTaken = 41077;
    private const int LongestStaffText = 2048;
    private const int LongestRemark = 30;
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly int[] GroupHandedOver = [90504, 90508];
    private static readonly int[] UnderWay = [40100, 90507];

    public string Channel => "wecom";

    public CapabilityInfo Capability(ChannelCapability capability, Account account) => capability switch
    {
        ChannelCapability.SendToGroup => new(CapabilityMode.ApiHumanConfirmed, MostPerCall: WeComBroadcasts.MostGroups),
        ChannelCapability.WelcomePrivate => new(CapabilityMode.Api, ActWithin: TimeSpan.FromSeconds(20)),
        ChannelCapability.WelcomeGroup => new(CapabilityMode.AdminConfigured),
        ChannelCapability.ListGroups or ChannelCapability.ReadRoster or ChannelCapability.MemberEvents or ChannelCapability.JoinLink or ChannelCapability.ContactLink or ChannelCapability.Tagging
            or ChannelCapability.TransferOwner or ChannelCapability.TransferCustomer or ChannelCapability.KeywordIntercept or ChannelCapability.MessageStaff => new(CapabilityMode.Api),
        ChannelCapability.ReadMessages or ChannelCapability.MessageEvents => account.Reads ? new(CapabilityMode.Api) : CapabilityInfo.None,
        ChannelCapability.SendPrivate => new(CapabilityMode.ApiHumanConfirmed),
        ChannelCapability.RemoveMember or ChannelCapability.BanMember => new(CapabilityMode.HumanTask, Evidence: "QuitScene=1"),
        ChannelCapability.DeleteOthersMessage => new(CapabilityMode.HumanTask, Evidence: "revoke"),
        // The owner writes it into the group's notice in the client; no call does.
        ChannelCapability.GroupNotice => new(CapabilityMode.HumanTask),
        _ => CapabilityInfo.None,
    };

    public async Task<ActResult> ExecuteAsync(ChannelAct act, CancellationToken ct)
    {
        var (app, state) = (act.Account.App with { LeavesBy = act.LeavesBy }, StateOf(act));
        return act.Kind switch
        {
            ChannelCapability.SendPrivate => await words.SendAsync(act, ct),
            ChannelCapability.WelcomePrivate => Welcomed(await wecom.WelcomeAsync(app, act.Argument("code"), act.Text, ct)),
            ChannelCapability.Tagging => Done(await wecom.MarkTagsAsync(app, act.Argument("to"), act.MemberId, act.All("add-tag"), act.All("remove-tag"), ct), _ => ""),
            ChannelCapability.TransferOwner => HandedOver(await wecom.TransferGroupAsync(app, act.ChatId, act.Argument("to"), ct)),
            ChannelCapability.TransferCustomer => Begun(await wecom.TransferCustomerAsync(app, act.Argument("from"), act.Argument("to"), act.MemberId, act.Text, ct)),
            ChannelCapability.JoinLink => Done(await wecom.AddJoinWayAsync(app, act.ChatId, Remark(act), state, ct), reply => reply.ConfigId),
            ChannelCapability.ContactLink => Done(await wecom.AddContactWayAsync(app, act.All("to"), Remark(act), state, ct), reply => reply.ConfigId),
            ChannelCapability.KeywordIntercept => Ruled(await wecom.AddInterceptRuleAsync(app, RuleNameOf(act), act.All("word"), act.All("to"), ct)),
            ChannelCapability.MessageStaff when System.Text.Encoding.UTF8.GetByteCount(act.Text) > LongestStaffText => new ActResult.Rejected(0, $"the text is longer than WeCom's {LongestStaffText} bytes"),
            ChannelCapability.MessageStaff => Written(await wecom.MessageStaffAsync(app, act.Account.AgentId, string.Join('|', act.All("to")), act.Text, ct)),
            _ => new ActResult.Rejected(0, "WeCom has no call for it"),
        };
    }

    public async Task<ActResult?> LookUpAsync(ChannelAct act, CancellationToken ct) => act.Kind switch
    {
        ChannelCapability.SendPrivate => await words.LookUpAsync(act, ct),
        ChannelCapability.ContactLink => await ContactWayOfAsync(act, ct),
        ChannelCapability.Tagging => Tagged(act, await wecom.GetCustomerAsync(act.Account.App, act.MemberId, ct)),
        ChannelCapability.TransferOwner => await wecom.GetGroupAsync(act.Account.App, act.ChatId, ct) switch
        {
            { Failure: { } failure } => Unseen(failure),
            { Value: var group } => group!.Owner == act.Argument("to") ? new ActResult.Completed("") : NotThere,
        },
        ChannelCapability.TransferCustomer => await TransferOfAsync(act, ct),
        ChannelCapability.KeywordIntercept => await wecom.ListInterceptRulesAsync(act.Account.App, ct) switch
        {
            { Failure: { } failure } => Unseen(failure),
            { Value: var rules } => rules!.RuleList.FirstOrDefault(rule => rule.RuleName == RuleNameOf(act)) is { } rule ? new ActResult.Completed(rule.RuleId) : NotThere,
        },
        // WeCom drops the same words to the same person within half an hour itself: writing them again is safe that long, and no sooner known.
        ChannelCapability.MessageStaff => NotThere,
        // Ways made by calls are in no list and not in the admin page; get_join_way wants the id that was lost.
        ChannelCapability.JoinLink => new ActResult.Hidden(TaskLink.JoinWays, $"WeCom did not say whether it made the join way with the state {StateOf(act)}, and shows it to nobody: make one in its admin page, or ask anew; if there is one, nobody has its code"),
        _ => null,
    };

    public Task<ActResult?> StopAsync(ChannelAct act, CancellationToken ct) => act.Kind is ChannelCapability.SendPrivate ? words.StopAsync(act, ct) : Task.FromResult<ActResult?>(null);

    /// <summary>What a rule of this act is called; WeCom permits 20 characters and no name twice, which makes it the act's key.</summary>
    internal static string RuleNameOf(ChannelAct act) => $"s{act.CommandId:N}"[..20];

    internal static ActResult.Postponed NotThere { get; } = new(TimeSpan.Zero, "the channel does not have it");

    private static string StateOf(ChannelAct act) => act.Argument("state") is { Length: > 0 and <= LongestRemark } state ? state : $"{act.CommandId:N}"[..LongestRemark];

    private static string Remark(ChannelAct act) => act.Text.Length <= LongestRemark ? act.Text : act.Text[..LongestRemark];

    private static ActResult Done<T>(WeComReply<T> reply, Func<T, string> id) where T : class => reply.Failure is { } failure ? Of(failure) : new ActResult.Completed(id(reply.Value!));

    private static ActResult Welcomed(WeComReply<WeComDone> reply) => reply.Failure switch
    {
        { Code: WelcomeDone } => new ActResult.Completed(""),
        { Code: WelcomeInProgress } busy => new ActResult.Postponed(Soon, busy.ToString()),
        _ => Done(reply, _ => ""),
    };

    private static ActResult Ruled(WeComReply<RuleReply> reply) => reply.Failure is { Code: NameTaken } ? new ActResult.Completed("") : Done(reply, rule => rule.RuleId);

    private static ActResult Written(WeComReply<StaffMessageReply> reply) => reply switch
    {
        { Value: { Invaliduser.Length: > 0 } missed } => new ActResult.Rejected(0, $"WeCom knows no {missed.Invaliduser}"),
        { Value: { Unlicenseduser.Length: > 0 } missed } => new ActResult.Rejected(0, $"without a licence: {missed.Unlicenseduser}"),
        _ => Done(reply, message => message.Msgid),
    };

    private static ActResult HandedOver(WeComReply<GroupTransferReply> reply) => reply switch
    {
        { Failure: { } failure } => Of(failure),
        { Value.FailedChatList: [] } => new ActResult.Completed(""),
        { Value.FailedChatList: [var failed, ..] } => GroupHandedOver.Contains(failed.Errcode) ? new ActResult.Completed("")
            : UnderWay.Contains(failed.Errcode) ? new ActResult.Accepted("")
            : new ActResult.Rejected(failed.Errcode, failed.Errmsg),
        _ => new ActResult.Unknown("the answer names no group"),
    };

    private static ActResult Begun(WeComReply<CustomerTransferReply> reply) => reply switch
    {
        { Failure: { } failure } => Of(failure),
        { Value.Customer: [var customer, ..] } => customer.Errcode == 0 || UnderWay.Contains(customer.Errcode) ? new ActResult.Accepted("") : new ActResult.Rejected(customer.Errcode, "WeCom does not hand this customer over"),
        _ => new ActResult.Unknown("the answer names no customer"),
    };

    private static ActResult Tagged(ChannelAct act, WeComReply<CustomerReply> reply)
    {
        if (reply.Failure is { } failure) { return Unseen(failure); }

        if (reply.Value!.FollowUser.FirstOrDefault(follower => follower.Userid == act.Argument("to")) is not { } follower) { return new ActResult.Rejected(84084, "this employee does not serve the customer any more"); }

        var tags = follower.Tags.Select(tag => tag.TagId).ToHashSet(StringComparer.Ordinal);
        return act.All("add-tag").All(tags.Contains) && !act.All("remove-tag").Any(tags.Contains) ? new ActResult.Completed("") : NotThere;
    }

    private async Task<ActResult> TransferOfAsync(ChannelAct act, CancellationToken ct)
    {
        for (var cursor = ""; ;)
        {
            var page = await wecom.GetTransferAsync(act.Account.App, act.Argument("from"), act.Argument("to"), cursor, ct);
            if (page.Failure is { } failure) { return Unseen(failure); }

            if (page.Value!.Customer.FirstOrDefault(customer => customer.ExternalUserid == act.MemberId) is { } found)
            {
                return found.Status switch
                {
                    1 => new ActResult.Completed(""),
                    2 => new ActResult.Accepted(""),
                    3 => new ActResult.Rejected(0, "the customer refused the hand-over"),
                    4 => new ActResult.Rejected(40099, "the new employee has too many customers"),
                    _ => NotThere,
                };
            }

            if (page.Value.NextCursor.Length == 0) { return NotThere; }

            cursor = page.Value.NextCursor;
        }
    }

    /// <summary>The way with our state, remark and employees: a way that is alike in all three does the same, whoever made it.</summary>
    private async Task<ActResult> ContactWayOfAsync(ChannelAct act, CancellationToken ct)
    {
        if (act.AttemptedAt is not { } attempted) { return NotThere; }

        var listed = await wecom.ListContactWaysAsync(act.Account.App, attempted - Skew, clock.GetUtcNow() + Skew, ct);
        if (listed.Failure is { } failure) { return Unseen(failure); }

        foreach (var id in listed.Value!)
        {
            var way = await wecom.GetContactWayAsync(act.Account.App, id, ct);
            if (way.Failure is { Class: FailureClass.State }) { continue; }

            if (way.Failure is { } unread) { return Unseen(unread); }

            var found = way.Value!.ContactWay;
            if (found.State == StateOf(act) && found.Remark == Remark(act) && found.User.Order(StringComparer.Ordinal).SequenceEqual(act.All("to").Order(StringComparer.Ordinal))) { return new ActResult.Completed(id); }
        }

        return NotThere;
    }

    internal static ActResult.Unknown Unseen(WeComFailure failure) => new($"WeCom does not show it: {failure}");

    internal static ActResult Of(WeComFailure failure) => failure.Class switch
    {
        FailureClass.Unknown => new ActResult.Unknown(failure.ToString()),
        FailureClass.Transient => new ActResult.Postponed(Later, failure.ToString()),
        FailureClass.Frequency or FailureClass.Token or FailureClass.Credentials => new ActResult.Postponed(Window, failure.ToString()),
        _ => new ActResult.Rejected(failure.Code, failure.Message),
    };
}
