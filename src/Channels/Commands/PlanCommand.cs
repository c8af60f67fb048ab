using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Options;
using Npgsql;
using Steward.Channels.WeCom;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>Enters a command into the ledger, once: who has to send it to which groups. What cannot be sent is settled as failed at once.</summary>
internal sealed class PlanCommand(IOptions<CommandOptions> options, TimeProvider clock) : IHandle<SendToGroupsV1>
{
    private static readonly Meter Meter = new("Steward.Channels");
    private static readonly Counter<long> Planned = Meter.CreateCounter<long>("steward.commands.planned", description: "Commands entered into the ledger, by outcome: planned, repeated, refused.");

    public async Task HandleAsync(SendToGroupsV1 message, BrandTransaction transaction, CancellationToken ct)
    {
        var groups = message.GroupIds.Distinct().ToArray();
        var now = clock.GetUtcNow();
        var channel = await transaction.SingleOrDefaultAsync<string>("select channel from accounts where brand_id = @BrandId and account_id = @AccountId", new { message.BrandId, message.AccountId }, ct);
        var priority = PriorityOf(message.Origin);
        var entered = await transaction.ExecuteAsync(
            """
            with entered as (
                insert into commands (brand_id, command_id, account_id, origin, state, body, groups, requested_by, created_at, channel, priority, deadline)
                values (@BrandId, @CommandId, @AccountId, @Origin, 'planned', @Text, @count, @RequestedBy, @now, coalesce(@channel, ''), @priority, @deadline) on conflict do nothing returning command_id)
            insert into command_history (brand_id, command_id, at, state) select @BrandId, command_id, @now, 'planned' from entered
            """,
            new
            {
                message.BrandId, message.CommandId, message.AccountId, message.Origin, message.Text, message.RequestedBy, count = groups.Length, now, channel, priority,
                deadline = now.AddHours(options.Value.DeadlineHours),
            },
            ct);
        if (entered == 0)
        {
            Count("repeated");
            return;
        }

        var known = await KnownAsync(message, groups, transaction, ct);
        var refusal = Refusal(message, groups, known, channel);
        var calls = refusal is not null ? [] : channel == "wecom" ? Calls(known) : [.. known.Select((group, number) => new PlannedCall(number, group.ChatId, [group]))];
        await WriteGroupsAsync(message, groups, calls, refusal ?? "Channels does not know this group", transaction, ct);
        if (calls.Count == 0)
        {
            var (brand, command) = (new BrandId(message.BrandId), new CommandId(message.CommandId));
            await Settlement.RecordAsync(brand, command, await Settlement.StandingAsync(brand, command, transaction, ct), refusal, now, transaction, ct);
            Count("refused");
            return;
        }

        await WriteCallsAsync(message, calls, transaction, ct);
        await transaction.ExecuteAsync("insert into command_work (command_id, brand_id, due_at, priority) values (@CommandId, @BrandId, @now, @priority)", new { message.CommandId, message.BrandId, now, priority }, ct);
        Count("planned");
    }

    /// <summary>The calls that reach these groups: each owner their own groups, as many as one call takes.</summary>
    internal static IReadOnlyList<PlannedCall> Calls(IEnumerable<KnownGroup> groups) =>
    [
        .. groups.GroupBy(group => group.Owner, StringComparer.Ordinal)
            .SelectMany(owned => owned.Chunk(WeComBroadcasts.MostGroups), (owned, part) => (owned.Key, part))
            .Select((call, number) => new PlannedCall(number, call.Key, call.part)),
    ];

    /// <summary>Who waits for it: 0, a person at this moment; 1, whoever asked a question; 2, nobody.</summary>
    internal static short PriorityOf(string origin) => origin switch { "inbox" or "moderation" => 0, "calendar" => 2, _ => 1 };

    private static string? Refusal(SendToGroupsV1 message, Guid[] groups, IReadOnlyList<KnownGroup> known, string? channel) =>
        message.Text.Length == 0 ? "the text is empty"
        : Encoding.UTF8.GetByteCount(message.Text) > WeComBroadcasts.MostTextBytes ? $"the text is longer than WeCom's {WeComBroadcasts.MostTextBytes} bytes"
        : groups.Length == 0 ? "no group is named"
        : channel is null ? "the account is not connected"
        : known.Count == 0 ? "Channels knows none of the groups"
        : null;

    private static Task<IReadOnlyList<KnownGroup>> KnownAsync(SendToGroupsV1 message, Guid[] groups, BrandTransaction transaction, CancellationToken ct) =>
        transaction.QueryAsync<KnownGroup>(
            "select group_id, chat_id, owner from groups where brand_id = @BrandId and account_id = @AccountId and group_id = any (@groups) and dismissed_at is null order by owner, group_id",
            new { message.BrandId, message.AccountId, groups },
            ct);

    private static async Task WriteGroupsAsync(SendToGroupsV1 message, Guid[] groups, IReadOnlyList<PlannedCall> calls, string reason, BrandTransaction transaction, CancellationToken ct)
    {
        var planned = calls.SelectMany(call => call.Groups, (call, group) => (group.GroupId, group.ChatId, (int?)call.Number, State: "waiting", Reason: "")).ToList();
        planned.AddRange(groups.Except(planned.Select(group => group.GroupId)).Select(id => (id, "", (int?)null, "failed", reason)).ToArray());
        await using var insert = transaction.Command("insert into command_groups (brand_id, command_id, group_id, chat_id, call_no, state, reason) select $1, $2, * from unnest($3, $4, $5, $6, $7)");
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = message.BrandId });
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = message.CommandId });
        insert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. planned.Select(group => group.GroupId)] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. planned.Select(group => group.ChatId)] });
        insert.Parameters.Add(new NpgsqlParameter<int?[]> { TypedValue = [.. planned.Select(group => group.Item3)] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. planned.Select(group => group.State)] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. planned.Select(group => group.Reason)] });
        await insert.ExecuteNonQueryAsync(ct);
    }

    private static async Task WriteCallsAsync(SendToGroupsV1 message, IReadOnlyList<PlannedCall> calls, BrandTransaction transaction, CancellationToken ct)
    {
        await using var insert = transaction.Command("insert into command_calls (brand_id, command_id, account_id, body_hash, call_no, sender, state) select $1, $2, $3, md5($6)::uuid, *, 'planned' from unnest($4, $5)");
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = message.BrandId });
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = message.CommandId });
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = message.AccountId });
        insert.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. calls.Select(call => call.Number)] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. calls.Select(call => call.Sender)] });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = message.Text });
        await insert.ExecuteNonQueryAsync(ct);
    }

    private static void Count(string outcome) => Planned.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    internal sealed record KnownGroup
    {
        public required Guid GroupId { get; init; }
        public required string ChatId { get; init; }
        public required string Owner { get; init; }
    }

    internal sealed record PlannedCall(int Number, string Sender, IReadOnlyList<KnownGroup> Groups);
}
