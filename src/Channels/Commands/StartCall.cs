using Microsoft.Extensions.Options;
using Npgsql;
using Steward.Channels.Accounts;
using Steward.Channels.Quotas;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>Whether a call may be made now.</summary>
internal abstract record Start
{
    private Start() { }

    /// <summary>It is written down as about to be made, and its quotas are taken.</summary>
    public sealed record Go(IReadOnlyList<string> Chats) : Start;

    /// <summary>It is not to be made (now): see where the command stands.</summary>
    public sealed record No(Standing Standing) : Start;
}

/// <summary>
/// The gate before every send: quiet hours, opt-outs and quotas, decided in the one transaction that also writes down that the call is about to be made. A group that
/// may not get it before the command's deadline fails with the date; one that may moves to a later call. While the outcome of one call is open, no other of the same sender
/// with the same words is made: WeCom's list could not tell which of them it has.
/// </summary>
internal sealed class StartCall(Database database, QuotaBook quotas, IOptions<CommandOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan TwinPause = TimeSpan.FromMilliseconds(250);

    public async Task<Start> HandleAsync(Account account, CommandId id, OpenCommand command, CommandCall call, CancellationToken ct)
    {
        try
        {
            return await TryAsync(account, id, command, call, ct);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // A call of the same sender with the same words became open at this moment.
            return new Start.No(new Standing(false, clock.GetUtcNow() + TwinPause));
        }
    }

    private async Task<Start> TryAsync(Account account, CommandId id, OpenCommand command, CommandCall call, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var brand = account.Brand;
        await using var transaction = await database.BeginAsync(brand, ct);
        var waiting = await transaction.QueryAsync<Waiting>(
            """
            with mine as (select call_no, account_id, sender, body_hash from command_calls where brand_id = @brand and command_id = @id and call_no = @CallNo and state = 'planned' for update)
            select g.chat_id, exists (select from opt_outs o where o.brand_id = @brand and o.subject_id = g.group_id and o.withdrawn_at is null) as opted_out,
                   exists (select from command_calls c where c.brand_id = @brand and c.account_id = mine.account_id and c.sender = mine.sender and c.body_hash = mine.body_hash and c.state in ('calling', 'unknown')) as twin
            from command_groups g join mine using (call_no) where g.brand_id = @brand and g.command_id = @id and g.state = 'waiting' order by g.chat_id
            """,
            new { brand, id, call.CallNo },
            ct);
        if (waiting.Count == 0)
        {
            await transaction.ExecuteAsync("update command_calls set state = 'settled' where brand_id = @brand and command_id = @id and call_no = @CallNo and state = 'planned'", new { brand, id, call.CallNo }, ct);
            return await NoAsync();
        }

        if (waiting[0].Twin) { return new Start.No(new Standing(false, now + TwinPause)); }

        if (command.Origin == "calendar" && (await QuietHours.OfAsync(transaction, brand, options.Value.Quiet, ct)).OpensAt(command.Origin, now) is { } morning)
        {
            await BlockAsync(transaction, brand, id, call.CallNo, "quiet", morning, "nobody is disturbed at this hour", now, ct);
            return await NoAsync();
        }

        string[] refusedThemselves = [.. waiting.Where(group => group.OptedOut).Select(group => group.ChatId)];
        string[] candidates = [.. waiting.Where(group => !group.OptedOut).Select(group => group.ChatId)];
        if (refusedThemselves.Length > 0) { await FailAsync(transaction, brand, id, "consent", refusedThemselves, "the group has asked to get nothing", now, ct); }

        var whole = Claims.WholeBroadcast(account.Channel);
        var picture = await quotas.LockAsync(transaction, account, [.. whole, .. candidates.Select(chat => Claims.OfGroup(account.Channel, chat))], command.IsBulk, now, ct);
        if (whole.Select(picture.RefusalOf).FirstOrDefault(refusal => refusal is not null) is { } closed)
        {
            await BlockAsync(transaction, brand, id, call.CallNo, "quota", closed.OpensAt, closed.ToString(), now, ct);
            return await NoAsync();
        }

        var refusals = candidates.Select(chat => (Chat: chat, Refusal: picture.RefusalOf(Claims.OfGroup(account.Channel, chat)))).Where(one => one.Refusal is not null).ToList();
        foreach (var group in refusals.GroupBy(one => one.Refusal!.OpensAt))
        {
            string[] chats = [.. group.Select(one => one.Chat)];
            if (group.Key >= command.Deadline) { await FailAsync(transaction, brand, id, "quota", chats, group.First().Refusal!.ToString(), now, ct); }
            else { await MoveAsync(transaction, account, id, call, chats, group.Key, group.First().Refusal!.ToString(), now, ct); }
        }

        string[] go = [.. candidates.Except(refusals.Select(one => one.Chat))];
        if (go.Length == 0)
        {
            await transaction.ExecuteAsync("update command_calls set state = 'settled' where brand_id = @brand and command_id = @id and call_no = @CallNo", new { brand, id, call.CallNo }, ct);
            return await NoAsync();
        }

        await quotas.TakeAsync(transaction, account, [.. whole, .. go.Select(chat => Claims.OfGroup(account.Channel, chat))], picture, ct);
        await transaction.ExecuteAsync(
            """
            with call as (update command_calls set state = 'calling', attempts = attempts + 1, attempted_at = @now, due_at = null where brand_id = @brand and command_id = @id and call_no = @CallNo),
            groups as (update command_groups set reserved_at = @now where brand_id = @brand and command_id = @id and call_no = @CallNo and state = 'waiting')
            insert into command_history (brand_id, command_id, at, call_no, state) values (@brand, @id, @now, @CallNo, 'calling')
            """,
            new { brand, id, call.CallNo, now },
            ct);
        await transaction.CommitAsync(ct);
        return new Start.Go(go);

        async Task<Start> NoAsync()
        {
            var standing = await CommandLedger.ConcludeAsync(transaction, brand, id, null, now, ct);
            await transaction.CommitAsync(ct);
            return new Start.No(standing);
        }
    }

    private static Task<int> BlockAsync(BrandTransaction transaction, BrandId brand, CommandId id, int call, string why, DateTimeOffset opensAt, string reason, DateTimeOffset now, CancellationToken ct) =>
        transaction.ExecuteAsync(
            """
            with call as (update command_calls set due_at = @opensAt, hint = @reason where brand_id = @brand and command_id = @id and call_no = @call),
            whole as (update commands set blocked_reason = @why where brand_id = @brand and command_id = @id)
            insert into command_history (brand_id, command_id, at, call_no, state, reason) values (@brand, @id, @now, @call, 'blocked', @why || ': ' || @reason)
            """,
            new { brand, id, call, why, opensAt, reason, now },
            ct);

    private static Task<int> FailAsync(BrandTransaction transaction, BrandId brand, CommandId id, string why, string[] chats, string reason, DateTimeOffset now, CancellationToken ct) =>
        transaction.ExecuteAsync(
            """
            with groups as (update command_groups set state = 'failed', reason = @reason where brand_id = @brand and command_id = @id and state = 'waiting' and chat_id = any (@chats)),
            whole as (update commands set blocked_reason = @why where brand_id = @brand and command_id = @id)
            insert into command_history (brand_id, command_id, at, state, reason) values (@brand, @id, @now, 'blocked', @why || ', ' || @count || ' groups: ' || @reason)
            """,
            new { brand, id, why, chats, reason, now, count = chats.Length },
            ct);

    private static Task<int> MoveAsync(BrandTransaction transaction, Account account, CommandId id, CommandCall call, string[] chats, DateTimeOffset opensAt, string reason, DateTimeOffset now, CancellationToken ct) =>
        transaction.ExecuteAsync(
            """
            with later as (
                insert into command_calls (brand_id, command_id, account_id, call_no, sender, state, due_at, hint, body_hash)
                select @brand, @id, @account, max(call_no) + 1, @Sender, 'planned', @opensAt, @reason, min(body_hash::text)::uuid from command_calls where brand_id = @brand and command_id = @id returning call_no),
            groups as (update command_groups set call_no = later.call_no from later where brand_id = @brand and command_id = @id and state = 'waiting' and chat_id = any (@chats)),
            whole as (update commands set blocked_reason = 'quota' where brand_id = @brand and command_id = @id)
            insert into command_history (brand_id, command_id, at, call_no, state, reason) select @brand, @id, @now, call_no, 'blocked', 'quota, ' || @count || ' groups: ' || @reason from later
            """,
            new { brand = account.Brand, id, account = account.Id, call.Sender, chats, opensAt, reason, now, count = chats.Length },
            ct);

    private sealed record Waiting
    {
        public required string ChatId { get; init; }
        public required bool OptedOut { get; init; }

        /// <summary>Another call of the same sender with the same words is open.</summary>
        public required bool Twin { get; init; }
    }
}
