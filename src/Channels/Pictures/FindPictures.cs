using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Pictures;

/// <summary>Pictures that a brand may send: its own and the agency's.</summary>
internal sealed class FindPictures(Database database)
{
    /// <summary>One of them, whole; null: there is none.</summary>
    /// <param name="brand">Who wants to send it; null: the agency's alone.</param>
    /// <param name="picture">Which.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<Picture?> OneAsync(BrandId? brand, Guid picture, CancellationToken ct)
    {
        await using var transaction = await BeginAsync(brand, ct);
        return await transaction.SingleOrDefaultAsync<Picture>(
            """
            select picture_id, content, content_type from pictures where brand_id = @brand and picture_id = @picture
            union all select picture_id, content, content_type from agency_pictures where picture_id = @picture limit 1
            """,
            new { brand, picture },
            ct);
    }

    /// <summary>Which of them there are.</summary>
    /// <param name="brand">Who wants to send them; null: of the agency's alone.</param>
    /// <param name="pictures">Which.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<IReadOnlyList<Guid>> KnownAsync(BrandId? brand, Guid[] pictures, CancellationToken ct)
    {
        await using var transaction = await BeginAsync(brand, ct);
        return await KnownAsync(transaction, brand, pictures, ct);
    }

    /// <summary>The same within a transaction of the brand.</summary>
    public static Task<IReadOnlyList<Guid>> KnownAsync(BrandTransaction transaction, BrandId? brand, Guid[] pictures, CancellationToken ct) => transaction.QueryAsync<Guid>(
        """
        select picture_id from pictures where brand_id = @brand and picture_id = any (@pictures)
        union select picture_id from agency_pictures where picture_id = any (@pictures)
        """,
        new { brand, pictures },
        ct);

    private Task<BrandTransaction> BeginAsync(BrandId? brand, CancellationToken ct) => database.BeginAsync(brand is { } one ? [one] : [], ct);
}
