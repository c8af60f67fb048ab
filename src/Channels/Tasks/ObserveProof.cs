using System.Diagnostics.Metrics;
using Steward.Channels.Commands;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Tasks;

/// <summary>What was seen to happen at the channel.</summary>
internal abstract record Observation
{
    private Observation() { }

    /// <summary>Somebody removed these people from the group (WeCom: <c>QuitScene</c> 1). Leaving by oneself is none.</summary>
    public sealed record Removed(Guid GroupId, IReadOnlyCollection<Guid> MemberIds) : Observation;

    /// <summary>These messages were taken back.</summary>
    public sealed record Revoked(IReadOnlyCollection<Guid> MessageIds) : Observation;
}

/// <summary>Closes the tasks that an observation proves done, and settles their commands, in the transaction of whoever observed it. Seen twice is once.</summary>
internal sealed class ObserveProof(TimeProvider clock)
{
    public const string Observed = "observed";
    private static readonly Meter Meter = new("Steward.Channels");
    private static readonly Counter<long> Proved = Meter.CreateCounter<long>("steward.tasks.proved", description: "Human tasks closed by what was observed.");

    /// <returns>How many tasks it closed; 0 costs one look into an index.</returns>
    public async Task<int> HandleAsync(BrandTransaction transaction, BrandId brand, Observation seen, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var closed = seen switch
        {
            Observation.Removed removed => await transaction.QueryAsync<Guid>(
                """
                update human_tasks set state = 'done', closed_at = @now, closed_by = @Observed
                where brand_id = @brand and state = 'open' and proof = 'member-removed' and group_id = @GroupId and member_id = any (@members) returning task_id
                """,
                new { brand, now, Observed, removed.GroupId, members = removed.MemberIds.ToArray() },
                ct),
            Observation.Revoked revoked => await transaction.QueryAsync<Guid>(
                """
                update human_tasks set state = 'done', closed_at = @now, closed_by = @Observed
                where brand_id = @brand and state = 'open' and proof = 'message-revoked' and message_id = any (@messages) returning task_id
                """,
                new { brand, now, Observed, messages = revoked.MessageIds.ToArray() },
                ct),
            _ => throw new ArgumentOutOfRangeException(nameof(seen)),
        };
        foreach (var task in closed) { await SettleAct.RecordAsync(transaction, brand, new CommandId(task), done: true, SettleAct.ByPerson, "observed at the channel", now, ct); }

        Proved.Add(closed.Count);
        return closed.Count;
    }
}
