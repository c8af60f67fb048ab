using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>The end of an act: its outcome in the ledger and for whoever asked, once.</summary>
internal static class SettleAct
{
    public const string ByApi = "api";
    public const string ByPerson = "person";

    /// <summary>
    /// Settles the act, done <paramref name="by"/> <see cref="ByApi"/> or <see cref="ByPerson"/>, with why it failed or how it is known to be done. Does nothing when it is
    /// settled already, so its outcome is told exactly once.
    /// </summary>
    public static async Task<bool> RecordAsync(BrandTransaction transaction, BrandId brand, CommandId command, bool done, string by, string reason, DateTimeOffset now, CancellationToken ct)
    {
        var outcome = done ? "confirmed" : "failed";
        var settled = await transaction.SingleOrDefaultAsync<Settled>(
            """
            update commands set state = @outcome, confirmed_groups = case when @done then groups else 0 end, reason = case when @done then '' else @reason end, settled_at = @now, next_try_at = null
            where brand_id = @brand and command_id = @command and settled_at is null returning kind, origin
            """,
            new { brand, command, outcome, done, reason, now },
            ct);
        await transaction.ExecuteAsync("delete from command_work where command_id = @command", new { command }, ct);
        if (settled is null) { return false; }

        await transaction.ExecuteAsync("update command_calls set state = 'settled' where brand_id = @brand and command_id = @command and state <> 'settled'", new { brand, command }, ct);
        await History.AddAsync(transaction, brand, command, null, outcome, reason, now, ct);
        transaction.Publish(new ActSettledV1
        {
            CommandId = command.Value, BrandId = brand.Value, Kind = settled.Kind, Origin = settled.Origin, Outcome = outcome, By = by, Reason = done ? "" : reason, At = now,
        });
        return true;
    }

    private sealed record Settled
    {
        public required string Kind { get; init; }
        public required string Origin { get; init; }
    }
}
