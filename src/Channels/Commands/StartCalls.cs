using Microsoft.Extensions.Options;
using Npgsql;
using Steward.Channels.Accounts;
using Steward.Channels.Quotas;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>A call that is planned and due.</summary>
internal readonly record struct PlannedSend(OpenCommand Command, CommandCall Call);

/// <summary>Whether a call may be made now.</summary>
internal abstract record Start
{
    private Start() { }

    /// <summary>It is written down as about to be made, and its quotas are taken.</summary>
    /// <param name="Chats">Whom it is for.</param>
    /// <param name="At">When that was written: the call is made soon after, or not at all.</param>
    public sealed record Go(IReadOnlyList<string> Chats, DateTimeOffset At) : Start;

    /// <summary>It is not to be made (now).</summary>
    /// <param name="Came">When the command is looked at again.</param>
    public sealed record No(Advance Came) : Start;
}

/// <summary>
/// The gate before every send: decides about many calls of an account (<see cref="StartDecision"/>) in the one transaction that also writes down which of them are about to be
/// made. While the outcome of one call is open, no other of the same sender with the same words is made: WeCom's list could not tell which of them it has.
/// </summary>
internal sealed class StartCalls(Database database, QuotaBook quotas, IOptions<CommandOptions> options, TimeProvider clock)
{
    /// <summary>A call of the same sender with the same words is open: it is settled within a second, or only by looking it up.</summary>
    private static readonly Start Twin = new Start.No(Progress.Waits);

    /// <summary>One call.</summary>
    public async Task<Start> HandleAsync(Account account, PlannedSend send, CancellationToken ct) => (await HandleAsync(account, [send], ct))[send.Call];

    /// <summary>Many; what was decided about each.</summary>
    public async Task<IReadOnlyDictionary<CommandCall, Start>> HandleAsync(Account account, IReadOnlyList<PlannedSend> sends, CancellationToken ct)
    {
        try
        {
            return await TryAsync(account, sends, ct);
        }
        catch (PostgresException exception) when (sends.Count == 1 && exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // A call of the same sender with the same words became open at this moment.
            return new Dictionary<CommandCall, Start> { [sends[0].Call] = Twin };
        }
        catch (PostgresException exception) when (sends.Count > 1 && exception.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected)
        {
            // One of them clashes with another replica's: the others go on.
            var each = new Dictionary<CommandCall, Start>();
            foreach (var send in sends) { each[send.Call] = await HandleAsync(account, send, ct); }

            return each;
        }
    }

    private async Task<IReadOnlyDictionary<CommandCall, Start>> TryAsync(Account account, IReadOnlyList<PlannedSend> sends, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var brand = account.Brand;
        await using var transaction = await database.BeginAsync(brand, ct);
        var rows = (await ReadAsync(transaction, brand, sends, ct)).ToLookup(row => (row.CommandId, row.CallNo));
        var open = new HashSet<(string, Guid?)>();
        var starts = new Dictionary<CommandCall, Start>(sends.Count);
        var judged = new List<PlannedSend>(sends.Count);
        foreach (var send in sends)
        {
            var mine = rows[(send.Command.CommandId, send.Call.CallNo)].FirstOrDefault();
            if (mine is not null && (mine.Twin || !open.Add((send.Call.Sender, mine.BodyHash)))) { starts[send.Call] = Twin; }
            else { judged.Add(send); }
        }

        var quiet = judged.Any(send => send.Command.Origin == "calendar") ? await QuietHours.OfAsync(transaction, brand, options.Value.Quiet, ct) : options.Value.Quiet;
        var claims = judged.SelectMany(send => Groups(send)).Where(group => !group.OptedOut).Select(group => Claims.OfGroup(account.Channel, group.ChatId));
        var picture = await quotas.LockAsync(transaction, account, [.. Claims.WholeBroadcast(account.Channel), .. claims], now, ct);
        var decided = judged.ConvertAll(send => (Send: send, Decision: StartDecision.Of(account.Channel, send.Command, Groups(send), quiet, picture)));

        await quotas.SaveAsync(transaction, account, picture, ct);
        await WriteStarts.HandleAsync(transaction, account, decided, now, ct);
        var standings = await ConcludeCommands.HandleAsync(
            transaction, brand, [.. decided.Where(one => one.Decision.Go.Count == 0).Select(one => one.Send.Command.CommandId).Distinct().Select(id => (new CommandId(id), (string?)null))], now, ct);
        await transaction.CommitAsync(ct);
        foreach (var (send, decision) in decided)
        {
            starts[send.Call] = decision.Go.Count > 0 ? new Start.Go([.. decision.Go.Select(group => group.ChatId)], now) : new Start.No(Advance.Of(standings[new CommandId(send.Command.CommandId)], Progress.Moved));
        }

        return starts;

        IReadOnlyList<WaitingGroup> Groups(PlannedSend send) =>
            [.. rows[(send.Command.CommandId, send.Call.CallNo)].Where(row => row.GroupId is not null).Select(row => new WaitingGroup(row.GroupId!.Value, row.ChatId, row.OptedOut))];
    }

    private static Task<IReadOnlyList<Row>> ReadAsync(BrandTransaction transaction, BrandId brand, IReadOnlyList<PlannedSend> sends, CancellationToken ct) =>
        transaction.QueryAsync<Row>(
            """
            with asked as (select * from unnest(@ids, @numbers) as a (command_id, call_no)),
            mine as (
                select k.command_id, k.call_no, k.body_hash,
                       exists (select from command_calls c where c.brand_id = @brand and c.account_id = k.account_id and c.sender = k.sender and c.body_hash = k.body_hash and c.state in ('calling', 'unknown')) as twin
                from command_calls k join asked using (command_id, call_no) where k.brand_id = @brand and k.state = 'planned' order by k.command_id, k.call_no for update of k)
            select mine.*, g.group_id, coalesce(g.chat_id, '') as chat_id,
                   exists (select from opt_outs o where o.brand_id = @brand and o.subject_id = g.group_id and o.withdrawn_at is null) as opted_out
            from mine left join command_groups g on g.brand_id = @brand and g.command_id = mine.command_id and g.call_no = mine.call_no and g.state = 'waiting'
            order by g.chat_id
            """,
            new { brand, ids = sends.Select(send => send.Command.CommandId).ToArray(), numbers = sends.Select(send => send.Call.CallNo).ToArray() },
            ct);

    private sealed record Row
    {
        public required Guid CommandId { get; init; }
        public required int CallNo { get; init; }
        public Guid? BodyHash { get; init; }

        /// <summary>Another call of the same sender with the same words is open.</summary>
        public required bool Twin { get; init; }
        public Guid? GroupId { get; init; }
        public required string ChatId { get; init; }
        public required bool OptedOut { get; init; }
    }
}
