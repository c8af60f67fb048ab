using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Words;
using Steward.Kernel;
using Steward.ServiceDefaults.Grpc;
using Steward.ServiceDefaults.Outbound;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>Which commands are asked for; empty and null mean all.</summary>
internal sealed record CommandFilter(string State, string Origin, string Kind, string BlockedReason, Guid? Account, Guid? Group, DateTimeOffset? From, DateTimeOffset? To);

/// <summary>The ledger, newest first.</summary>
internal sealed class ListCommands(Database database)
{
    private const string Filter =
        """
        brand_id = @brand and (@State = '' or state = @State) and (@Origin = '' or origin = @Origin) and (@Kind = '' or kind = @Kind) and (@BlockedReason = '' or blocked_reason = @BlockedReason)
        and (@Account::uuid is null or account_id = @Account) and (@From::timestamptz is null or created_at >= @From) and (@To::timestamptz is null or created_at < @To)
        and (@Group::uuid is null
             or exists (select from command_groups g where g.brand_id = @brand and g.command_id = commands.command_id and g.group_id = @Group)
             or exists (select from acts a where a.brand_id = @brand and a.command_id = commands.command_id and a.group_id = @Group))
        """;

    public async Task<ListCommandsResponse> HandleAsync(BrandId brand, CommandFilter filter, int pageSize, string[]? after, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var args = new
        {
            brand,
            filter.State,
            filter.Origin,
            filter.Kind,
            filter.BlockedReason,
            filter.Account,
            filter.Group,
            filter.From,
            filter.To,
            more = pageSize + 1,
            afterAt = after is null ? (DateTime?)null : new DateTime(long.Parse(after[0], CultureInfo.InvariantCulture), DateTimeKind.Utc),
            afterId = after is null ? Guid.Empty : Guid.Parse(after[1]),
        };
        var rows = await transaction.QueryAsync<CommandRow>(
            $"select {CommandRow.Columns} from commands where {Filter} and (@afterAt::timestamptz is null or (created_at, command_id) < (@afterAt, @afterId)) order by created_at desc, command_id desc limit @more",
            args,
            ct);
        var response = new ListCommandsResponse { Total = (int)await transaction.SingleAsync<long>($"select count(*) from commands where {Filter}", args, ct) };
        response.Commands.AddRange(rows.Take(pageSize).Select(row => row.ToReply()));
        if (rows.Count > pageSize)
        {
            var last = rows[pageSize - 1];
            response.NextPageToken = PageToken.Of(last.CreatedAt.UtcTicks.ToString(CultureInfo.InvariantCulture), last.CommandId.ToString());
        }

        return response;
    }
}

/// <summary>A command as the ledger shows it.</summary>
internal sealed record CommandRow
{
    public const string Columns =
        "command_id, brand_id, account_id, kind, channel, origin, state, body, attachments, groups, confirmed_groups, requested_by, reason, created_at, settled_at, blocked_reason, next_try_at, deadline, reconciled_at";

    public required Guid CommandId { get; init; }
    public required Guid BrandId { get; init; }
    public required Guid AccountId { get; init; }
    public required string Kind { get; init; }
    public required string Channel { get; init; }
    public required string Origin { get; init; }
    public required string State { get; init; }
    public required string Body { get; init; }
    public IReadOnlyList<SendAttachment>? Attachments { get; init; }
    public required int Groups { get; init; }
    public required int ConfirmedGroups { get; init; }
    public required string RequestedBy { get; init; }
    public required string Reason { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? SettledAt { get; init; }
    public required string BlockedReason { get; init; }
    public DateTimeOffset? NextTryAt { get; init; }
    public DateTimeOffset? Deadline { get; init; }
    public DateTimeOffset? ReconciledAt { get; init; }

    public Command ToReply() => new()
    {
        CommandId = CommandId.ToString(),
        BrandId = BrandId.ToString(),
        AccountId = AccountId.ToString(),
        Kind = Kind,
        Channel = Channel,
        Origin = Origin,
        State = State,
        Text = Body,
        Attachments = { (Attachments ?? []).Select(one => one.ToWire()) },
        Groups = Groups,
        ConfirmedGroups = ConfirmedGroups,
        RequestedBy = RequestedBy,
        Reason = Reason,
        BlockedReason = BlockedReason,
        CreatedAt = At(CreatedAt),
        SettledAt = At(SettledAt),
        NextTryAt = At(NextTryAt),
        Deadline = At(Deadline),
        ReconciledAt = At(ReconciledAt),
        Why = Reasons.Of(Reason),
    };

    private static Timestamp? At(DateTimeOffset? moment) => moment is { } at ? Timestamp.FromDateTimeOffset(at) : null;
}
