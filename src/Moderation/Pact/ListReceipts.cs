using Steward.Kernel;
using Steward.Moderation.Storage;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Pact;

/// <summary>Who was reminded of which version. What is empty or null lets all through.</summary>
internal sealed record ListReceipts(IReadOnlyList<BrandId> Brands, Guid? Group, Guid? Member, int Version, string State, int PageSize, TimeKey? After);

/// <summary>What is known of one member and one version.</summary>
internal sealed record Receipt
{
    public required Guid BrandId { get; init; }
    public required Guid GroupId { get; init; }
    public required Guid MemberId { get; init; }
    public required int Version { get; init; }

    /// <summary>See <see cref="ListReceiptsHandler.States"/>.</summary>
    public required string State { get; init; }
    public required DateTimeOffset JoinedAt { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public DateTimeOffset? SettledAt { get; init; }
    public required string Reason { get; init; }
    public DateTimeOffset? AcceptedAt { get; init; }
    public required string AcceptedText { get; init; }
    public required Guid CommandId { get; init; }
}

/// <summary>How many receipts there are of each state.</summary>
internal sealed record ReceiptTotals
{
    public required long Asked { get; init; }
    public required long Delivered { get; init; }
    public required long Failed { get; init; }
    public required long Accepted { get; init; }
}

/// <summary>A page of receipts, and how many there are of each state.</summary>
internal sealed record ReceiptPage(TimedPage<Receipt> Page, ReceiptTotals Totals);

internal sealed class ListReceiptsHandler(Database database)
{
    /// <summary>On its way; told so by the channel or by who sent it; failed; the member has answered so, whatever came before.</summary>
    public static readonly string[] States = ["asked", "delivered", "failed", "accepted"];

    private const string State = "case when accepted_at is not null then 'accepted' when outcome = 'confirmed' then 'delivered' when outcome = 'failed' then 'failed' else 'asked' end";
    private const string Wanted = "brand_id = any (@brands) and (@Group::uuid is null or group_id = @Group) and (@Member::uuid is null or member_id = @Member) and (@Version = 0 or version = @Version)";

    private static readonly TimedList List = new(
        "pact_receipts",
        $"brand_id, group_id, member_id, version, {State} as state, joined_at, asked_at, settled_at, reason, accepted_at, accepted_text, command_id",
        "asked_at",
        "command_id",
        NewestFirst: true);

    public async Task<Result<ReceiptPage>> HandleAsync(ListReceipts query, CancellationToken ct)
    {
        if (query.State.Length > 0 && !States.Contains(query.State)) { return PactProblems.Field("state", $"empty or one of {string.Join(", ", States)}"); }

        if (query.Version < 0) { return PactProblems.Field("version", "0 or more"); }

        var args = new { brands = query.Brands.Select(brand => brand.Value).ToArray(), query.Group, query.Member, query.Version, query.State };
        await using var transaction = await database.BeginAsync(query.Brands, ct);
        var page = await List.ReadAsync<Receipt>($"{Wanted} and (@State = '' or {State} = @State)", args, query.PageSize, query.After, row => new TimeKey(row.AskedAt, row.CommandId), transaction, ct);
        var totals = await transaction.SingleAsync<ReceiptTotals>(
            $"""
            select count(*) filter (where {State} = 'asked') as asked, count(*) filter (where {State} = 'delivered') as delivered, count(*) filter (where {State} = 'failed') as failed, count(accepted_at) as accepted
            from pact_receipts where {Wanted}
            """,
            args,
            ct);
        return new ReceiptPage(page, totals);
    }
}
