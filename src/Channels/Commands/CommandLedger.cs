using Steward.Channels.Accounts;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>The ledger's rows of sends. Each write is one short transaction with its history and its quotas, so that a crash leaves a true picture.</summary>
internal sealed class CommandLedger(Database database, RecordChanges record, TimeProvider clock)
{
    /// <summary>Those of these commands that there are, with their calls that are not settled.</summary>
    public async Task<IReadOnlyDictionary<CommandId, OpenCommand>> ReadAsync(BrandId brand, IReadOnlyCollection<CommandId> commands, CancellationToken ct)
    {
        var ids = commands.Select(command => command.Value).ToArray();
        await using var transaction = await database.BeginAsync(brand, ct);
        var open = await transaction.QueryAsync<OpenCommand>(
            """
            select command_id, account_id, kind, origin, state, body, attachments, groups, priority, created_at, coalesce(deadline, created_at + interval '1 day') as deadline, settled_at
            from commands where brand_id = @brand and command_id = any (@ids)
            """,
            new { brand, ids },
            ct);
        var calls = (await transaction.QueryAsync<CommandCall>(
            """
            select command_id, call_no, sender, state, msg_id, attempts, attempted_at, due_at from command_calls
            where brand_id = @brand and command_id = any (@ids) and state <> 'settled' order by command_id, call_no
            """,
            new { brand, ids },
            ct)).ToLookup(call => call.CommandId);
        return open.ToDictionary(command => new CommandId(command.CommandId), command => command with { Calls = [.. calls[command.CommandId]] });
    }

    /// <summary>One command; null: there is none.</summary>
    public async Task<OpenCommand?> ReadAsync(BrandId brand, CommandId command, CancellationToken ct) => (await ReadAsync(brand, [command], ct)).GetValueOrDefault(command);

    /// <summary>Writes down what has become of one call, and where the command stands now.</summary>
    public async Task<Standing> RecordAsync(Account account, CommandId command, CommandCall call, CallChange change, CancellationToken ct) =>
        (await record.HandleAsync(account, [new CommandOutcome(command, [(call, change)], null)], ct)).GetValueOrDefault(command);

    /// <summary>Which of these message ids belong to calls of the ledger.</summary>
    public async Task<IReadOnlySet<string>> TakenAsync(BrandId brand, Guid account, string[] msgIds, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        return (await transaction.QueryAsync<string>(
            "select msg_id from command_calls where brand_id = @brand and account_id = @account and msg_id = any (@msgIds)", new { brand, account, msgIds }, ct)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Settles the command if nothing waits or there is a reason to; otherwise shows how far it is.</summary>
    public async Task<Standing> ConcludeAsync(BrandId brand, CommandId command, string? ending, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var standing = await ConcludeCommands.HandleAsync(transaction, brand, [(command, ending)], clock.GetUtcNow(), ct);
        await transaction.CommitAsync(ct);
        return standing[command];
    }
}
