using Google.Protobuf.WellKnownTypes;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Words;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>One command with all that is known of it: its calls, its groups, and every change of state with its reason.</summary>
internal sealed class ExplainCommand(Database database)
{
    public async Task<Result<GetCommandResponse>> HandleAsync(BrandId brand, CommandId command, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var row = await transaction.SingleOrDefaultAsync<CommandRow>($"select {CommandRow.Columns} from commands where brand_id = @brand and command_id = @command", new { brand, command }, ct);
        if (row is null) { return CommandProblems.Unknown(command); }

        var response = new GetCommandResponse { Command = row.ToReply() };
        response.Calls.AddRange((await transaction.QueryAsync<CallRow>(
            """
            select call_no, sender, state, coalesce(nullif(external_id, ''), msg_id, '') as external_id, attempts, attempted_at, due_at,
                   (select count(*)::int from command_groups g where g.brand_id = c.brand_id and g.command_id = c.command_id and g.call_no = c.call_no) as groups
            from command_calls c where brand_id = @brand and command_id = @command order by call_no
            """,
            new { brand, command },
            ct)).Select(ToReply));
        response.Groups.AddRange((await transaction.QueryAsync<GroupRow>(
            """
            select c.group_id, coalesce(g.name, '') as name, coalesce(c.call_no, 0) as call_no, c.state, c.reason
            from command_groups c left join groups g using (brand_id, group_id) where c.brand_id = @brand and c.command_id = @command order by c.call_no, c.group_id
            """,
            new { brand, command },
            ct)).Select(group => new LedgerGroup { GroupId = group.GroupId.ToString(), Name = group.Name, CallNo = group.CallNo, State = group.State, Reason = group.Reason, Why = Reasons.Of(group.Reason) }));
        response.History.AddRange((await transaction.QueryAsync<ChangeRow>(
            "select at, call_no, state, reason from command_history where brand_id = @brand and command_id = @command order by entry", new { brand, command }, ct)).Select(ToReply));
        return response;
    }

    private static LedgerCall ToReply(CallRow call)
    {
        var reply = new LedgerCall { CallNo = call.CallNo, Sender = call.Sender, State = call.State, ExternalId = call.ExternalId, Attempts = call.Attempts, Groups = call.Groups };
        if (call.AttemptedAt is { } attempted) { reply.AttemptedAt = Timestamp.FromDateTimeOffset(attempted); }

        if (call.DueAt is { } due) { reply.DueAt = Timestamp.FromDateTimeOffset(due); }

        return reply;
    }

    private static LedgerChange ToReply(ChangeRow change)
    {
        var reply = new LedgerChange { At = Timestamp.FromDateTimeOffset(change.At), State = change.State, Reason = change.Reason, Why = Reasons.Of(change.Reason) };
        if (change.CallNo is { } call) { reply.CallNo = call; }

        return reply;
    }

    private sealed record CallRow
    {
        public required int CallNo { get; init; }
        public required string Sender { get; init; }
        public required string State { get; init; }
        public required string ExternalId { get; init; }
        public required int Attempts { get; init; }
        public DateTimeOffset? AttemptedAt { get; init; }
        public DateTimeOffset? DueAt { get; init; }
        public required int Groups { get; init; }
    }

    private sealed record GroupRow
    {
        public required Guid GroupId { get; init; }
        public required string Name { get; init; }
        public required int CallNo { get; init; }
        public required string State { get; init; }
        public required string Reason { get; init; }
    }

    private sealed record ChangeRow
    {
        public required DateTimeOffset At { get; init; }
        public int? CallNo { get; init; }
        public required string State { get; init; }
        public required string Reason { get; init; }
    }
}
