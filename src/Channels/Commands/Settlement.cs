using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>The end of a command: its outcome in the ledger and for whoever asked.</summary>
internal static class Settlement
{
    /// <summary>How the command's groups stand.</summary>
    public static async Task<CommandStanding> StandingAsync(BrandId brand, CommandId command, BrandTransaction transaction, CancellationToken ct)
    {
        var groups = await transaction.QueryAsync<GroupState>("select group_id, state, reason from command_groups where brand_id = @brand and command_id = @command order by group_id", new { brand, command }, ct);
        return new CommandStanding(
            groups.Count(group => group.State == "waiting"),
            [.. groups.Where(group => group.State == "confirmed").Select(group => group.GroupId)],
            groups.Count(group => group.State == "failed"),
            groups.FirstOrDefault(group => group.State == "failed")?.Reason ?? "");
    }

    /// <summary>Settles the command as its groups stand; groups that still wait have failed. Does nothing when it is settled already.</summary>
    public static async Task RecordAsync(BrandId brand, CommandId command, string? reason, DateTimeOffset now, BrandTransaction transaction, CancellationToken ct)
    {
        var standing = await StandingAsync(brand, command, transaction, ct);
        var origin = await transaction.SingleOrDefaultAsync<string>(
            """
            update commands set state = @state, confirmed_groups = @confirmed, reason = @reason, settled_at = @now
            where brand_id = @brand and command_id = @command and settled_at is null returning origin
            """,
            new { brand, command, state = standing.Outcome, confirmed = standing.Confirmed.Count, reason = reason ?? standing.Reason, now },
            ct);
        await transaction.ExecuteAsync("delete from command_work where command_id = @command", new { command }, ct);
        if (origin is null) { return; }

        transaction.Publish(new SendSettledV1
        {
            CommandId = command.Value,
            BrandId = brand.Value,
            Origin = origin,
            Outcome = standing.Outcome,
            ConfirmedGroups = standing.Confirmed,
            Reason = reason ?? standing.Reason,
            At = now,
        });
    }

    private sealed record GroupState
    {
        public required Guid GroupId { get; init; }
        public required string State { get; init; }
        public required string Reason { get; init; }
    }
}
