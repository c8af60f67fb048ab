using System.Globalization;
using System.Text.Json;
using Steward.Channels.Accounts;
using Steward.Channels.Adapters;
using Steward.Channels.Quotas;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>An act that is being worked on: what it is, its one call, and the task of a person where there is one.</summary>
internal sealed record OpenAct
{
    public required string Capability { get; init; }
    public required string ChatId { get; init; }
    public required string GroupName { get; init; }
    public required string Owner { get; init; }
    public required string MemberExternal { get; init; }
    public required string MessageExternal { get; init; }
    public required string Arguments { get; init; }
    public DateTimeOffset? CausedAt { get; init; }
    public string? CallState { get; init; }

    /// <summary>Who was asked to confirm it; empty: nobody, or it is not known yet.</summary>
    public string Sender { get; init; } = "";

    /// <summary>The channel's id of the task that an employee has to confirm; null: nobody has to.</summary>
    public string? MsgId { get; init; }
    public DateTimeOffset? AttemptedAt { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public DateTimeOffset? TaskDueAt { get; init; }
    public DateTimeOffset? EscalatedAt { get; init; }

    /// <summary>The channel has it, and an employee has to confirm.</summary>
    public bool AwaitsTap => CallState == CommandCall.Dispatched && MsgId is not null;
}

/// <summary>The ledger's rows of an act; each write is one short transaction with its history and its quotas.</summary>
internal sealed class ActLedger(Database database, QuotaBook quotas, TimeProvider clock)
{
    private const long LatestSecond = 253402300799;

    public async Task<OpenAct?> ReadAsync(BrandId brand, CommandId id, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        return await transaction.SingleOrDefaultAsync<OpenAct>(
            """
            select a.capability, a.chat_id, coalesce(g.name, '') as group_name, coalesce(g.owner, '') as owner, a.member_external, a.message_external, a.arguments::text as arguments, a.caused_at,
                   c.state as call_state, coalesce(c.sender, '') as sender, c.msg_id, c.attempted_at, c.due_at, t.due_at as task_due_at, t.escalated_at
            from acts a
            left join groups g on g.brand_id = a.brand_id and g.group_id = a.group_id
            left join command_calls c on c.brand_id = a.brand_id and c.command_id = a.command_id and c.state <> 'settled'
            left join human_tasks t on t.brand_id = a.brand_id and t.task_id = a.command_id and t.state = 'open'
            where a.brand_id = @brand and a.command_id = @id
            """,
            new { brand, id },
            ct);
    }

    /// <summary>What the adapter gets to see.</summary>
    public static ChannelAct ToAct(Account account, CommandId id, string text, OpenAct act)
    {
        var arguments = JsonSerializer.Deserialize<ActArgument[]>(act.Arguments)!;
        return new ChannelAct
        {
            CommandId = id.Value, Kind = Enum.Parse<ChannelCapability>(act.Capability), Account = account, ChatId = act.ChatId, MemberId = act.MemberExternal, MessageId = act.MessageExternal, Text = text,
            Sender = act.Sender, CausedAt = act.CausedAt, AttemptedAt = act.AttemptedAt, Until = UntilOf(arguments), Arguments = arguments,
        };
    }

    /// <summary>End of a restriction in Unix seconds; none or no number: for good.</summary>
    private static DateTimeOffset? UntilOf(ActArgument[] arguments) =>
        long.TryParse(arguments.FirstOrDefault(argument => argument.Name == "until")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= LatestSecond
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    /// <summary>Takes the quotas and writes down that the call is about to be made.</summary>
    /// <returns>Null: go. Else when it may be tried again, or why never.</returns>
    public async Task<QuotaRefusal?> StartAsync(ChannelAct act, CommandId id, string owner, bool bulk, DateTimeOffset deadline, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (brand, claims) = (act.Account.Brand, ClaimsOf(act, owner));
        await using var transaction = await database.BeginAsync(brand, ct);
        var picture = await quotas.LockAsync(transaction, act.Account, claims, now, ct);
        if (claims.Select(claim => picture.RefusalOf(claim, bulk)).Where(refusal => refusal is not null).MaxBy(refusal => refusal!.OpensAt) is { } full)
        {
            if (full.OpensAt < deadline) { await MarkAsync(transaction, brand, id, CommandCall.Planned, "blocked", $"quota: {full}", full.OpensAt, now, ct); }
            else { await transaction.ExecuteAsync("update commands set blocked_reason = 'quota' where brand_id = @brand and command_id = @id", new { brand, id }, ct); }

            await transaction.CommitAsync(ct);
            return full;
        }

        await quotas.TakeAsync(transaction, act.Account, claims, picture, ct);
        await transaction.ExecuteAsync("update command_calls set attempts = attempts + 1, attempted_at = @now, reserved_at = @now where brand_id = @brand and command_id = @id", new { brand, id, now }, ct);
        await MarkAsync(transaction, brand, id, CommandCall.Calling, "unknown", "", null, now, ct);
        await transaction.CommitAsync(ct);
        return null;
    }

    /// <summary>Writes down what came of the call; <paramref name="reconciled"/>: it was found by looking, not told by the call itself.</summary>
    /// <returns>Whether the act is settled.</returns>
    public async Task<bool> RecordAsync(ChannelAct act, CommandId id, string owner, ActResult result, bool reconciled, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var brand = act.Account.Brand;
        await using var transaction = await database.BeginAsync(brand, ct);
        if (result is ActResult.Postponed or ActResult.Rejected) { await GiveBackAsync(transaction, act, id, owner, ct); }

        if (reconciled)
        {
            await transaction.ExecuteAsync("update commands set reconciled_at = @now where brand_id = @brand and command_id = @id", new { brand, id, now }, ct);
            await History.AddAsync(transaction, brand, id, 0, "reconciled", "the channel was asked", now, ct);
        }

        var settled = false;
        switch (result)
        {
            case ActResult.Completed done:
                await transaction.ExecuteAsync("update command_calls set external_id = @ExternalId where brand_id = @brand and command_id = @id and @ExternalId <> ''", new { brand, id, done.ExternalId }, ct);
                settled = await SettleAct.RecordAsync(transaction, brand, id, done: true, SettleAct.ByApi, "", now, ct);
                break;
            case ActResult.Rejected refused:
                settled = await SettleAct.RecordAsync(transaction, brand, id, done: false, SettleAct.ByApi, $"{act.Account.Channel} refuses: {refused.Code} {refused.Hint}", now, ct);
                break;
            case ActResult.Accepted taken:
                await NameAsync(transaction, brand, id, taken, ct);
                await MarkAsync(transaction, brand, id, CommandCall.Dispatched, "dispatched", "", null, now, ct);
                break;
            case ActResult.Postponed later:
                await MarkAsync(transaction, brand, id, CommandCall.Planned, "planned", later.Hint, now + later.After, now, ct);
                break;
            case ActResult.Unknown open:
                await MarkAsync(transaction, brand, id, CommandCall.Unknown, "unknown", open.Hint, null, now, ct);
                break;
        }

        await transaction.CommitAsync(ct);
        return settled;
    }

    internal static IReadOnlyList<QuotaClaim> ClaimsOf(ChannelAct act, string owner) => Claims.OfAct(act.Account.Channel, act.Kind, act.ChatId, act.MemberId, owner, act.Argument("to"));

    /// <summary>Writes down whom the channel has asked, where that was its own choice.</summary>
    public async Task NameAsync(BrandId brand, CommandId id, ActResult.Accepted taken, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        await NameAsync(transaction, brand, id, taken, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Gives back what an act has taken that certainly never happens.</summary>
    internal async Task GiveBackAsync(BrandTransaction transaction, ChannelAct act, CommandId id, string owner, CancellationToken ct)
    {
        var taken = await transaction.SingleOrDefaultAsync<Reservation>("select reserved_at from command_calls where brand_id = @brand and command_id = @id for update", new { brand = act.Account.Brand, id }, ct);
        if (taken?.ReservedAt is not { } takenAt) { return; }

        // The call itself was made; what it would have done was not.
        await quotas.GiveBackAsync(transaction, act.Account, ClaimsOf(act, owner).Where(claim => claim.Scope != "corp-api"), takenAt, ct);
        await transaction.ExecuteAsync("update command_calls set reserved_at = null where brand_id = @brand and command_id = @id", new { brand = act.Account.Brand, id }, ct);
    }

    private static Task<int> NameAsync(BrandTransaction transaction, BrandId brand, CommandId id, ActResult.Accepted taken, CancellationToken ct) =>
        transaction.ExecuteAsync(
            """
            update command_calls set external_id = @ExternalId, msg_id = case when @Sender is null then msg_id else @ExternalId end, sender = coalesce(nullif(@Sender, ''), sender)
            where brand_id = @brand and command_id = @id and @ExternalId <> ''
            """,
            new { brand, id, taken.ExternalId, taken.Sender },
            ct);

    private static Task<int> MarkAsync(BrandTransaction transaction, BrandId brand, CommandId id, string call, string command, string reason, DateTimeOffset? dueAt, DateTimeOffset now, CancellationToken ct) =>
        transaction.ExecuteAsync(
            """
            with call as (update command_calls set state = @call, due_at = @dueAt, hint = @reason where brand_id = @brand and command_id = @id),
            whole as (
                update commands set state = @command, next_try_at = @dueAt, blocked_reason = case when @command = 'blocked' then 'quota' else blocked_reason end
                where brand_id = @brand and command_id = @id and settled_at is null)
            insert into command_history (brand_id, command_id, at, call_no, state, reason) values (@brand, @id, @now, 0, case when @command = 'blocked' then 'blocked' else @call end, @reason)
            """,
            new { brand, id, call, command, reason, dueAt, now },
            ct);

    private sealed record Reservation
    {
        public DateTimeOffset? ReservedAt { get; init; }
    }
}
