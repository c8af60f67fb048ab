using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>The end of a send to groups: its outcome in the ledger and for whoever asked.</summary>
internal static class Settlement
{
    /// <summary>How the command's groups stand.</summary>
    public static Task<CommandStanding> StandingAsync(BrandId brand, CommandId command, BrandTransaction transaction, CancellationToken ct) =>
        transaction.SingleAsync<CommandStanding>(
            """
            select (count(*) filter (where state = 'waiting'))::int as waiting, (count(*) filter (where state = 'confirmed'))::int as confirmed,
                   (count(*) filter (where state = 'failed'))::int as failed, coalesce((array_agg(reason order by group_id) filter (where state = 'failed'))[1], '') as reason
            from command_groups where brand_id = @brand and command_id = @command
            """,
            new { brand, command },
            ct);

    /// <summary>Settles the command as its groups stand; groups that still wait have failed. Does nothing when it is settled already.</summary>
    public static async Task RecordAsync(BrandId brand, CommandId command, CommandStanding standing, string? reason, DateTimeOffset now, BrandTransaction transaction, CancellationToken ct)
    {
        var why = reason ?? standing.Reason;
        var origin = await transaction.SingleOrDefaultAsync<string>(
            """
            with settled as (
                update commands set state = @state, confirmed_groups = @confirmed, reason = @why, settled_at = @now, next_try_at = null
                where brand_id = @brand and command_id = @command and settled_at is null returning origin),
            told as (
                insert into command_history (brand_id, command_id, at, state, reason) select @brand, @command, @now, @state, @why from settled),
            gone as (delete from command_work where command_id = @command),
            failed as (
                update command_groups set state = 'failed', reason = @why where brand_id = @brand and command_id = @command and state = 'waiting' and exists (select from settled))
            select origin from settled
            """,
            new { brand, command, state = standing.Outcome, confirmed = standing.Confirmed, why, now },
            ct);
        if (origin is null) { return; }

        transaction.Publish(new SendSettledV1
        {
            CommandId = command.Value,
            BrandId = brand.Value,
            Origin = origin,
            Outcome = standing.Outcome,
            ConfirmedGroups = standing.Confirmed == 0
                ? []
                : await transaction.QueryAsync<Guid>("select group_id from command_groups where brand_id = @brand and command_id = @command and state = 'confirmed' order by group_id", new { brand, command }, ct),
            Reason = why,
            At = now,
        });
    }
}
