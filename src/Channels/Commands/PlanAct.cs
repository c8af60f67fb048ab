using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Steward.Channels.Accounts;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>Enters an act into the ledger, once, and assigns it.</summary>
internal sealed class PlanAct(AccountDirectory accounts, AssignAct assign, IOptions<CommandOptions> options, TimeProvider clock) : IHandle<ActV1>
{
    private static readonly Meter Meter = new("Steward.Channels");
    private static readonly Counter<long> Planned = Meter.CreateCounter<long>("steward.acts.planned", description: "Acts entered into the ledger, by kind and way: call, person, waits, refused, repeated.");

    public async Task HandleAsync(ActV1 message, BrandTransaction transaction, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var brand = new BrandId(message.BrandId);
        var account = await accounts.FindAsync(new AccountId(message.AccountId), ct) is { } found && found.Brand == brand ? found : null;
        var deadline = message.Deadline ?? ActKind.DeadlineOf(message.Kind, now, TimeSpan.FromHours(options.Value.DeadlineHours));
        var priority = PlanCommand.PriorityOf(message.Origin);
        var entered = await transaction.ExecuteAsync(
            """
            with entered as (
                insert into commands (brand_id, command_id, account_id, kind, origin, state, body, groups, requested_by, created_at, channel, priority, deadline)
                values (@BrandId, @CommandId, @AccountId, @Kind, @Origin, 'planned', @Text, 1, @RequestedBy, @now, @channel, @priority, @deadline) on conflict do nothing returning command_id)
            insert into command_history (brand_id, command_id, at, state) select @BrandId, command_id, @now, 'planned' from entered
            """,
            new { message.BrandId, message.CommandId, message.AccountId, message.Kind, message.Origin, message.Text, message.RequestedBy, now, priority, deadline, channel = account?.Channel ?? "" },
            ct);
        if (entered == 0)
        {
            Count(message, "repeated");
            return;
        }

        var assigned = await assign.HandleAsync(message, account, now, deadline, transaction, ct);
        if (assigned.Way is not ActWay.Refused)
        {
            await transaction.ExecuteAsync(
                "insert into command_work (command_id, brand_id, due_at, priority) values (@CommandId, @BrandId, @dueAt, @priority)", new { message.CommandId, message.BrandId, dueAt = assigned.At, priority }, ct);
        }

        Count(message, assigned.Way.ToString().ToLowerInvariant());
    }

    private static void Count(ActV1 message, string way) =>
        Planned.Add(1, new KeyValuePair<string, object?>("kind", ActKind.Of(message.Kind) is null ? "unknown" : message.Kind), new KeyValuePair<string, object?>("way", way));
}
