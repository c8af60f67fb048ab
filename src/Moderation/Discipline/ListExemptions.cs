using Steward.Kernel;
using Steward.Moderation.Storage;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Discipline;

/// <summary>A member about whom nothing is done, or was until the exemption ended.</summary>
internal sealed record Exemption
{
    public required Guid BrandId { get; init; }
    public required Guid MemberId { get; init; }
    public required string Reason { get; init; }
    public required DateTimeOffset SetAt { get; init; }
    public required string SetBy { get; init; }

    /// <summary>From then on it holds no more; null: until it is taken off.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>Who is exempt, the longest first.</summary>
internal sealed class ListExemptionsHandler(Database database)
{
    private static readonly TimedList List = new("exempt_members", "brand_id, member_id, reason, set_at, set_by, until", "set_at", "member_id");

    /// <param name="after">The last row of the page before.</param>
    public async Task<TimedPage<Exemption>> HandleAsync(IReadOnlyList<BrandId> brands, int pageSize, TimeKey? after, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brands, ct);
        return await List.ReadAsync<Exemption>("brand_id = any (@brands)", new { brands = brands.Select(brand => brand.Value).ToArray() }, pageSize, after, row => new TimeKey(row.SetAt, row.MemberId), transaction, ct);
    }
}
