using Google.Protobuf.WellKnownTypes;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Words;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Roster;

/// <summary>The latest comparisons of some brands, newest first.</summary>
internal sealed class ListReconciliations(Database database)
{
    public async Task<ListReconciliationsResponse> HandleAsync(IReadOnlyList<BrandId> brands, Guid? account, int limit, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brands, ct);
        var rows = await transaction.QueryAsync<Row>(
            "select * from reconciliations where @account::uuid is null or account_id = @account order by started_at desc, reconciliation_id desc limit @limit", new { account, limit }, ct);
        var response = new ListReconciliationsResponse();
        response.Reconciliations.AddRange(rows.Select(ToReply));
        return response;
    }

    private static Reconciliation ToReply(Row row) => new()
    {
        ReconciliationId = row.ReconciliationId.ToString(),
        BrandId = row.BrandId.ToString(),
        AccountId = row.AccountId.ToString(),
        Cause = row.Cause,
        State = row.State,
        StartedAt = Timestamp.FromDateTimeOffset(row.StartedAt),
        FinishedAt = row.FinishedAt is { } finished ? Timestamp.FromDateTimeOffset(finished) : null,
        GroupsListed = row.GroupsListed,
        GroupsCompared = row.GroupsCompared,
        GroupsMissing = row.GroupsMissing,
        GroupsExtra = row.GroupsExtra,
        RostersRepaired = row.RostersRepaired,
        MembersAdded = row.MembersAdded,
        MembersRemoved = row.MembersRemoved,
        Failures = row.Failures,
        Error = row.Error,
        ErrorWhy = Reasons.Of(row.Error),
    };

    private sealed record Row
    {
        public required Guid ReconciliationId { get; init; }
        public required Guid BrandId { get; init; }
        public required Guid AccountId { get; init; }
        public required string Cause { get; init; }
        public required string State { get; init; }
        public required DateTimeOffset StartedAt { get; init; }
        public DateTimeOffset? FinishedAt { get; init; }
        public required int GroupsListed { get; init; }
        public required int GroupsCompared { get; init; }
        public required int GroupsMissing { get; init; }
        public required int GroupsExtra { get; init; }
        public required int RostersRepaired { get; init; }
        public required int MembersAdded { get; init; }
        public required int MembersRemoved { get; init; }
        public required int Failures { get; init; }
        public required string Error { get; init; }
    }
}
