using Steward.Contracts.Channels.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Messages;

/// <summary>What came in from the channel. Kept beside the messages in the same transaction, so it equals a recount.</summary>
internal sealed class GetIntakeTotals(Database database)
{
    public async Task<GetIntakeTotalsResponse> HandleAsync(IReadOnlyList<BrandId> brands, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brands, ct);
        var totals = await transaction.SingleAsync<Totals>(
            "select coalesce(sum(accepted), 0)::bigint as accepted, coalesce(sum(duplicates), 0)::bigint as duplicates, coalesce(sum(malformed), 0)::bigint as malformed from intake_totals", null, ct);
        return new GetIntakeTotalsResponse { Accepted = totals.Accepted, Duplicates = totals.Duplicates, Malformed = totals.Malformed };
    }

    private sealed record Totals
    {
        public required long Accepted { get; init; }
        public required long Duplicates { get; init; }
        public required long Malformed { get; init; }
    }
}
