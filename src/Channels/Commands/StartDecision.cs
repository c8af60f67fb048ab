using Steward.Channels.Quotas;

namespace Steward.Channels.Commands;

/// <summary>A group that a planned call names.</summary>
internal readonly record struct WaitingGroup(Guid GroupId, string ChatId, bool OptedOut);

/// <summary>Groups of a call that fail at once, because nothing can be sent to them before the command's deadline.</summary>
internal sealed record FailedGroups(string Why, IReadOnlyList<WaitingGroup> Groups, string Reason);

/// <summary>Groups of a call that move to a later call.</summary>
internal sealed record LaterGroups(IReadOnlyList<WaitingGroup> Groups, DateTimeOffset OpensAt, string Reason);

/// <summary>The call as a whole has to wait.</summary>
internal sealed record BlockedCall(string Why, DateTimeOffset OpensAt, string Reason);

/// <summary>
/// Whether a planned call is made now, and for which groups: quiet hours, opt-outs and quotas. No I/O: what it takes, it takes from the picture, which counts for the next call
/// that is judged by it.
/// </summary>
internal sealed record StartDecision
{
    /// <summary>Groups that the call is made for now; none: it is not made.</summary>
    public IReadOnlyList<WaitingGroup> Go { get; private init; } = [];

    public IReadOnlyList<FailedGroups> Failed { get; private init; } = [];

    public IReadOnlyList<LaterGroups> Later { get; private init; } = [];

    public BlockedCall? Blocked { get; private init; }

    /// <summary>Decides.</summary>
    /// <param name="channel">The account's.</param>
    /// <param name="command">Whose call it is.</param>
    /// <param name="waiting">Its groups without an outcome.</param>
    /// <param name="quiet">The brand's quiet hours.</param>
    /// <param name="picture">Shows, and counts, the quotas of all claims of the call.</param>
    public static StartDecision Of(string channel, OpenCommand command, IReadOnlyList<WaitingGroup> waiting, QuietHours quiet, QuotaPicture picture)
    {
        if (waiting.Count == 0) { return new StartDecision(); }

        if (quiet.OpensAt(command.Origin, picture.At) is { } morning) { return new StartDecision { Blocked = new BlockedCall("quiet", morning, "nobody is disturbed at this hour") }; }

        var failed = new List<FailedGroups>();
        var later = new List<LaterGroups>();
        WaitingGroup[] unwilling = [.. waiting.Where(group => group.OptedOut)];
        if (unwilling.Length > 0) { failed.Add(new FailedGroups("consent", unwilling, "the group has asked to get nothing")); }

        var whole = Claims.WholeBroadcast(channel);
        if (unwilling.Length < waiting.Count && whole.Select(claim => picture.RefusalOf(claim, command.IsBulk)).FirstOrDefault(refusal => refusal is not null) is { } closed)
        {
            var place = picture.SendOn(closed, command.IsBulk);
            return new StartDecision { Failed = failed, Blocked = new BlockedCall("quota", place.OpensAt, place.ToString()) };
        }

        var judged = waiting.Where(group => !group.OptedOut).Select(group => (Group: group, Refusal: picture.RefusalOf(Claims.OfGroup(channel, group.ChatId), command.IsBulk))).ToList();
        foreach (var refused in judged.Where(one => one.Refusal is not null).GroupBy(one => one.Refusal!.OpensAt))
        {
            WaitingGroup[] groups = [.. refused.Select(one => one.Group)];
            var reason = refused.First().Refusal!.ToString();
            if (refused.Key >= command.Deadline) { failed.Add(new FailedGroups("quota", groups, reason)); }
            else { later.Add(new LaterGroups(groups, refused.Key, reason)); }
        }

        WaitingGroup[] go = [.. judged.Where(one => one.Refusal is null).Select(one => one.Group)];
        if (go.Length > 0)
        {
            foreach (var claim in whole) { picture.Take(claim); }

            foreach (var group in go) { picture.Take(Claims.OfGroup(channel, group.ChatId)); }
        }

        return new StartDecision { Go = go, Failed = failed, Later = later };
    }
}
