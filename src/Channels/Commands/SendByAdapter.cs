using Microsoft.Extensions.Options;
using Steward.Channels.Accounts;
using Steward.Channels.Adapters;
using Steward.Channels.Pictures;
using Steward.Kernel;
using Steward.ServiceDefaults.Outbound;

namespace Steward.Channels.Commands;

/// <summary>Sends to one group on a channel that sends at once, by one call of its adapter.</summary>
internal sealed class SendByAdapter(CommandLedger ledger, StartCalls start, FindPictures pictures, IOptions<CommandOptions> options, TimeProvider clock)
{
    public async Task<Advance> HandleAsync(IChannelAdapter adapter, Account account, OpenCommand command, CommandCall call, CancellationToken ct)
    {
        var id = new CommandId(command.CommandId);
        if (call.State == CommandCall.Planned)
        {
            var may = await start.HandleAsync(account, new PlannedSend(command, call), ct);
            return may is Start.No no ? no.Came : await RecordAsync(account, id, call, await SendAsync(adapter, Act(account, id, command, call, call.Sender), ct), reconciled: false, ct);
        }

        var found = await adapter.LookUpAsync(Act(account, id, command, call, call.Sender), ct);
        if (found is ActResult.Unknown or ActResult.Accepted) { return Progress.Waits; }

        if (clock.GetUtcNow() - (call.AttemptedAt ?? command.CreatedAt) <= TimeSpan.FromSeconds(options.Value.LookupGraceSeconds) && found is not ActResult.Completed) { return Progress.Waits; }

        return await RecordAsync(account, id, call, found ?? new ActResult.Rejected(0, "the channel did not say whether it was sent, and cannot be asked: look into the group before sending it again"), reconciled: true, ct);
    }

    private async Task<ActResult> SendAsync(IChannelAdapter adapter, ChannelAct act, CancellationToken ct)
    {
        var along = new Dictionary<Guid, Picture>();
        foreach (var id in Attachments.PicturesOf(act.Attachments ?? []))
        {
            if (await pictures.OneAsync(act.Account.Brand, id, ct) is not { } picture) { return new ActResult.Rejected(0, $"the picture {id} is not here"); }

            along[id] = picture;
        }

        return await adapter.ExecuteAsync(act with { Pictures = along }, ct);
    }

    private async Task<Advance> RecordAsync(Account account, CommandId id, CommandCall call, ActResult result, bool reconciled, CancellationToken ct)
    {
        var change = result switch
        {
            ActResult.Completed done => new CallChange(CommandCall.Settled, "") { MsgId = done.ExternalId.Length > 0 ? $"{call.Sender}/{done.ExternalId}" : null, All = "confirmed" },
            ActResult.Accepted taken => new CallChange(CommandCall.Dispatched, "") { MsgId = taken.ExternalId },
            ActResult.Rejected refused => new CallChange(CommandCall.Settled, $"{account.Channel} refuses: {refused.Code} {refused.Hint}") { All = "failed", GivesBack = !reconciled },
            ActResult.Postponed later => new CallChange(CommandCall.Planned, later.Hint) { GivesBack = true, DueAt = clock.GetUtcNow() + later.After },
            ActResult.Unknown open => new CallChange(CommandCall.Unknown, open.Hint),
            _ => throw new ArgumentOutOfRangeException(nameof(result)),
        };
        return Advance.Of(await ledger.RecordAsync(account, id, call, change with { Reconciled = reconciled }, ct), Progress.Moved);
    }

    private static ChannelAct Act(Account account, CommandId id, OpenCommand command, CommandCall call, string chat) => new()
    {
        // One command, many groups: the key of one call must be its own.
        CommandId = DerivedId.Of(id.Value, "call", call.CallNo.ToString(System.Globalization.CultureInfo.InvariantCulture)), Kind = ChannelCapability.SendToGroup, Account = account, ChatId = chat, Text = command.Body, Attachments = command.Attachments,
    };
}
