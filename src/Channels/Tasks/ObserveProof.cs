using System.Diagnostics.Metrics;
using Steward.Channels.Callbacks;
using Steward.Channels.Commands;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Tasks;

/// <summary>Closes the tasks that an observation proves done, and settles their commands, in the transaction of whoever observed it. Seen twice is once; nothing to close costs one look into an index.</summary>
internal sealed class ObserveProof(TimeProvider clock) : IObserveProof
{
    public const string Observed = "observed";
    private static readonly Meter Meter = new("Steward.Channels");
    private static readonly Counter<long> Proved = Meter.CreateCounter<long>("steward.tasks.proved", description: "Human tasks closed by what was observed.");

    public Task RemovedAsync(BrandTransaction transaction, BrandId brand, Guid group, IReadOnlyCollection<Guid> members, CancellationToken ct) =>
        CloseAsync(transaction, brand, "proof = 'member-removed' and group_id = @group and member_id = any (@ids)", group, members, ct);

    public Task RevokedAsync(BrandTransaction transaction, BrandId brand, IReadOnlyCollection<Guid> messages, CancellationToken ct) =>
        CloseAsync(transaction, brand, "proof = 'message-revoked' and message_id = any (@ids)", Guid.Empty, messages, ct);

    private async Task CloseAsync(BrandTransaction transaction, BrandId brand, string which, Guid group, IReadOnlyCollection<Guid> seen, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var closed = await transaction.QueryAsync<Guid>(
            $"update human_tasks set state = 'done', closed_at = @now, closed_by = @Observed where brand_id = @brand and state = 'open' and {which} returning task_id",
            new { brand, now, Observed, group, ids = seen.ToArray() },
            ct);
        foreach (var task in closed) { await SettleAct.RecordAsync(transaction, brand, new CommandId(task), done: true, SettleAct.ByPerson, "observed at the channel", now, ct); }

        Proved.Add(closed.Count);
    }
}
