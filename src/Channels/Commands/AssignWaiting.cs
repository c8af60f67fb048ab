using System.Text.Json;
using Steward.Channels.Accounts;
using Steward.Contracts.Events.Channels;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>Assigns an act that waits for a roster, once more.</summary>
internal sealed class AssignWaiting(AssignAct assign, Database database)
{
    /// <summary>The state of a command that is held back.</summary>
    public const string Blocked = "blocked";

    public async Task<Advance> HandleAsync(Account account, OpenCommand command, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(account.Brand, ct);

        // Locked: whoever cancels it, or another replica after the lease, comes before or after.
        var waiting = await transaction.QueryAsync<Row>(
            """
            select c.requested_by, a.group_id, a.member_id, a.message_id, a.arguments::text as arguments, a.evidence
            from commands c join acts a using (brand_id, command_id)
            where c.brand_id = @brand and c.command_id = @CommandId and c.state = 'blocked' and c.blocked_reason = 'roster' and c.settled_at is null for update of c
            """,
            new { brand = account.Brand, command.CommandId },
            ct);
        if (waiting is not [var row]) { return Progress.Waits; }

        var assigned = await assign.HandleAsync(MessageOf(account, command, row), account, command.CreatedAt, command.Deadline, transaction, ct);
        await transaction.CommitAsync(ct);
        return assigned.Way switch
        {
            ActWay.Refused => Progress.Settled,
            ActWay.Call => Progress.Moved,
            _ => new Advance(Progress.Waits, assigned.At),
        };
    }

    private static ActV1 MessageOf(Account account, OpenCommand command, Row row) => new()
    {
        CommandId = command.CommandId, BrandId = account.Brand.Value, AccountId = account.Id.Value, Kind = command.Kind, Origin = command.Origin, GroupId = row.GroupId, MemberId = row.MemberId,
        MessageId = row.MessageId, Text = command.Body, Arguments = JsonSerializer.Deserialize<ActArgument[]>(row.Arguments)!, Evidence = row.Evidence, RequestedBy = row.RequestedBy, Deadline = command.Deadline,
    };

    private sealed record Row
    {
        public required string RequestedBy { get; init; }
        public Guid? GroupId { get; init; }
        public Guid? MemberId { get; init; }
        public Guid? MessageId { get; init; }
        public required string Arguments { get; init; }
        public required string Evidence { get; init; }
    }
}
