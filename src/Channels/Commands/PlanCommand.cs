using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Options;
using Steward.Channels.Pictures;
using Steward.Channels.WeCom;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Outbound;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>Enters commands into the ledger, each once: who has to send it to which groups. What cannot be sent is settled as failed at once.</summary>
internal sealed class PlanCommand(IOptions<CommandOptions> options, TimeProvider clock) : IHandle<SendToGroupsV1>
{
    private static readonly Meter Meter = new("Steward.Channels");
    private static readonly Counter<long> Planned = Meter.CreateCounter<long>("steward.commands.planned", description: "Commands entered into the ledger, by outcome: planned, repeated, refused.");

    public Task HandleAsync(SendToGroupsV1 message, BrandTransaction transaction, CancellationToken ct) => HandleAsync(new BrandId(message.BrandId), [message], transaction, ct);

    /// <summary>Many of one brand, by a handful of statements.</summary>
    public async Task HandleAsync(BrandId brand, IReadOnlyList<SendToGroupsV1> messages, BrandTransaction transaction, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var channels = await ChannelsAsync(brand, messages, transaction, ct);
        List<SendToGroupsV1> all = [.. messages.DistinctBy(message => message.CommandId)];
        var entered = await WritePlans.CommandsAsync(transaction, brand, all, channels, now, now.AddHours(options.Value.DeadlineHours), ct);
        Count("repeated", messages.Count - entered.Count);
        all.RemoveAll(message => !entered.Contains(message.CommandId));
        if (all.Count == 0) { return; }

        var known = await KnownAsync(brand, all, transaction, ct);
        var pictures = await PicturesAsync(brand, all, transaction, ct);
        var plans = all.ConvertAll(message => PlanOf(message, pictures, channels.GetValueOrDefault(message.AccountId), [.. message.GroupIds.Distinct().Select(group => known.GetValueOrDefault((message.AccountId, group))).OfType<KnownGroup>().OrderBy(group => group.Owner, StringComparer.Ordinal).ThenBy(group => group.GroupId)]));
        await WritePlans.HandleAsync(transaction, brand, plans, now, ct);
        var refused = plans.FindAll(plan => plan.Calls.Count == 0);
        await ConcludeCommands.HandleAsync(transaction, brand, [.. refused.Select(plan => (new CommandId(plan.Message.CommandId), plan.Refusal))], now, ct);
        Count("refused", refused.Count);
        Count("planned", plans.Count - refused.Count);
    }

    /// <summary>What is to be entered for a message.</summary>
    /// <param name="message">What was asked for.</param>
    /// <param name="pictures">Those of its pictures that the brand may send.</param>
    /// <param name="channel">The account's; null: it is not connected.</param>
    /// <param name="known">Its groups that Channels knows.</param>
    internal static PlannedCommand PlanOf(SendToGroupsV1 message, IReadOnlySet<Guid> pictures, string? channel, IReadOnlyList<KnownGroup> known)
    {
        var refusal = Refusal(message, known, channel) ?? Attached(message, pictures);
        IReadOnlyList<PlannedCall> calls = refusal is not null ? [] : channel == "wecom" ? Calls(known) : [.. known.Select((group, number) => new PlannedCall(number, group.ChatId, [group]))];
        return new PlannedCommand(message, calls, [.. message.GroupIds.Except(calls.SelectMany(call => call.Groups).Select(group => group.GroupId))], refusal);
    }

    /// <summary>The calls that reach these groups: each owner their own groups, as many as one call takes.</summary>
    internal static IReadOnlyList<PlannedCall> Calls(IEnumerable<KnownGroup> groups) =>
    [
        .. groups.GroupBy(group => group.Owner, StringComparer.Ordinal)
            .SelectMany(owned => owned.Chunk(WeComBroadcasts.MostGroups), (owned, part) => (owned.Key, part))
            .Select((call, number) => new PlannedCall(number, call.Key, call.part)),
    ];

    /// <summary>Who waits for it: 0, a person at this moment; 1, whoever asked a question; 2, nobody.</summary>
    internal static short PriorityOf(string origin) => origin switch { "inbox" or "moderation" => 0, "calendar" or "pact" => 2, _ => 1 };

    private static string? Refusal(SendToGroupsV1 message, IReadOnlyList<KnownGroup> known, string? channel) =>
        message.Text.Length == 0 ? "the text is empty"
        : Encoding.UTF8.GetByteCount(message.Text) > WeComBroadcasts.MostTextBytes ? $"the text is longer than WeCom's {WeComBroadcasts.MostTextBytes} bytes"
        : message.GroupIds.Count == 0 ? "no group is named"
        : channel is null ? "the account is not connected"
        : known.Count == 0 ? "Channels knows none of the groups"
        : null;

    private static string? Attached(SendToGroupsV1 message, IReadOnlySet<Guid> pictures)
    {
        if (message.Attachments is not { Count: > 0 } attachments) { return null; }

        var faults = new List<(string Field, string Message)>();
        Attachments.Read([.. attachments.Select(one => one.ToWire())], "attachments", faults);
        return faults.Count > 0 ? $"what goes along is not right: {faults[0].Message}" : Attachments.PicturesOf(attachments).FirstOrDefault(picture => !pictures.Contains(picture)) is var missing && missing != Guid.Empty ? $"the brand has no picture {missing}" : null;
    }

    private static async Task<IReadOnlySet<Guid>> PicturesAsync(BrandId brand, IReadOnlyList<SendToGroupsV1> messages, BrandTransaction transaction, CancellationToken ct)
    {
        Guid[] named = [.. Attachments.PicturesOf(messages.SelectMany(message => message.Attachments ?? []))];
        return named.Length == 0 ? new HashSet<Guid>() : (await FindPictures.KnownAsync(transaction, brand, named, ct)).ToHashSet();
    }

    private static async Task<Dictionary<Guid, string>> ChannelsAsync(BrandId brand, IEnumerable<SendToGroupsV1> messages, BrandTransaction transaction, CancellationToken ct) =>
        (await transaction.QueryAsync<AccountRow>(
            "select account_id, channel from accounts where brand_id = @brand and account_id = any (@accounts)", new { brand, accounts = messages.Select(message => message.AccountId).Distinct().ToArray() }, ct))
        .ToDictionary(account => account.AccountId, account => account.Channel);

    private static async Task<Dictionary<(Guid Account, Guid Group), KnownGroup>> KnownAsync(BrandId brand, IReadOnlyList<SendToGroupsV1> messages, BrandTransaction transaction, CancellationToken ct) =>
        (await transaction.QueryAsync<KnownGroup>(
            """
            select account_id, group_id, chat_id, owner from groups
            where brand_id = @brand and account_id = any (@accounts) and group_id = any (@groups) and dismissed_at is null
            """,
            new { brand, accounts = messages.Select(message => message.AccountId).Distinct().ToArray(), groups = messages.SelectMany(message => message.GroupIds).Distinct().ToArray() },
            ct)).ToDictionary(group => (group.AccountId, group.GroupId));

    private static void Count(string outcome, int times) => Planned.Add(times, new KeyValuePair<string, object?>("outcome", outcome));

    private sealed record AccountRow
    {
        public required Guid AccountId { get; init; }
        public required string Channel { get; init; }
    }
}

/// <summary>A group as Channels knows it.</summary>
internal sealed record KnownGroup
{
    public required Guid AccountId { get; init; }
    public required Guid GroupId { get; init; }
    public required string ChatId { get; init; }
    public required string Owner { get; init; }
}

/// <summary>One call that a command needs.</summary>
internal sealed record PlannedCall(int Number, string Sender, IReadOnlyList<KnownGroup> Groups);

/// <summary>What is entered for a send.</summary>
/// <param name="Message">What was asked for.</param>
/// <param name="Calls">The calls that it takes; none: it is refused.</param>
/// <param name="Unreached">Groups that none of them reaches.</param>
/// <param name="Refusal">Why it is refused; null: it is not, as a whole.</param>
internal sealed record PlannedCommand(SendToGroupsV1 Message, IReadOnlyList<PlannedCall> Calls, IReadOnlyList<Guid> Unreached, string? Refusal);
