using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Steward.Contracts.Channels.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Grpc;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>The ledger, newest first, and one entry of it.</summary>
internal sealed class ListCommands(Database database)
{
    private const string Columns = "command_id, brand_id, account_id, origin, state, body, groups, confirmed_groups, requested_by, reason, created_at, settled_at";

    public async Task<ListCommandsResponse> HandleAsync(BrandId brand, string state, string origin, int pageSize, string[]? after, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var args = new
        {
            brand,
            state,
            origin,
            more = pageSize + 1,
            afterAt = after is null ? (DateTime?)null : new DateTime(long.Parse(after[0], CultureInfo.InvariantCulture), DateTimeKind.Utc),
            afterId = after is null ? Guid.Empty : Guid.Parse(after[1]),
        };
        const string Filter = "brand_id = @brand and (@state = '' or state = @state) and (@origin = '' or origin = @origin)";
        var rows = await transaction.QueryAsync<Row>(
            $"select {Columns} from commands where {Filter} and (@afterAt::timestamptz is null or (created_at, command_id) < (@afterAt, @afterId)) order by created_at desc, command_id desc limit @more", args, ct);
        var response = new ListCommandsResponse { Total = (int)await transaction.SingleAsync<long>($"select count(*) from commands where {Filter}", args, ct) };
        response.Commands.AddRange(rows.Take(pageSize).Select(ToReply));
        if (rows.Count > pageSize)
        {
            var last = rows[pageSize - 1];
            response.NextPageToken = PageToken.Of(last.CreatedAt.UtcTicks.ToString(CultureInfo.InvariantCulture), last.CommandId.ToString());
        }

        return response;
    }

    public async Task<Result<GetCommandResponse>> GetAsync(BrandId brand, CommandId command, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var row = await transaction.SingleOrDefaultAsync<Row>($"select {Columns} from commands where brand_id = @brand and command_id = @command", new { brand, command }, ct);
        return row is null
            ? new Problem("CHN-030", ProblemKind.NotFound, $"There is no command {command} in this brand.", "command_id")
            : new GetCommandResponse { Command = ToReply(row) };
    }

    private static Command ToReply(Row row)
    {
        var command = new Command
        {
            CommandId = row.CommandId.ToString(),
            BrandId = row.BrandId.ToString(),
            AccountId = row.AccountId.ToString(),
            Origin = row.Origin,
            State = row.State,
            Text = row.Body,
            Groups = row.Groups,
            ConfirmedGroups = row.ConfirmedGroups,
            RequestedBy = row.RequestedBy,
            Reason = row.Reason,
            CreatedAt = Timestamp.FromDateTimeOffset(row.CreatedAt),
        };
        if (row.SettledAt is { } settled) { command.SettledAt = Timestamp.FromDateTimeOffset(settled); }

        return command;
    }

    private sealed record Row
    {
        public required Guid CommandId { get; init; }
        public required Guid BrandId { get; init; }
        public required Guid AccountId { get; init; }
        public required string Origin { get; init; }
        public required string State { get; init; }
        public required string Body { get; init; }
        public required int Groups { get; init; }
        public required int ConfirmedGroups { get; init; }
        public required string RequestedBy { get; init; }
        public required string Reason { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset? SettledAt { get; init; }
    }
}
