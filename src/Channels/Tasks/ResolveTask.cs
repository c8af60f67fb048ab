using Steward.Contracts.Channels.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Tasks;

/// <summary>A person's word for what nothing proves: it is done, or it cannot be done.</summary>
internal sealed class ResolveTask(ListTasks tasks, Database database, TimeProvider clock)
{
    public async Task<Result<HumanTask>> HandleAsync(BrandId brand, CommandId task, bool done, string by, string note, CancellationToken ct)
    {
        await using (var transaction = await database.BeginAsync(brand, ct))
        {
            var reason = done ? $"{by} says that it is done" : note.Length > 0 ? $"{by} says that it cannot be done: {note}" : $"{by} says that it cannot be done";
            var closed = await OpenTask.CloseAsync(transaction, brand, task, done ? "done" : "declined", by, note, reason, clock.GetUtcNow(), ct);
            await transaction.CommitAsync(ct);
            if (!closed) { return await tasks.FindAsync(brand, task, ct) is null ? TaskProblems.Unknown(task) : TaskProblems.Closed; }
        }

        return (await tasks.FindAsync(brand, task, ct))!;
    }
}
