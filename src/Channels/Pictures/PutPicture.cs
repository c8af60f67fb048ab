using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Pictures;

/// <summary>Keeps a picture, a brand's or the agency's. The same again changes nothing.</summary>
internal sealed class PutPicture(Database database, TimeProvider clock)
{
    /// <summary>How many are kept of a brand, and of the agency.</summary>
    public const int Most = 2000;

    /// <param name="brand">Whose; null: the agency's.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="by">Who adds it.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<Result<Picture>> HandleAsync(BrandId? brand, byte[] content, string by, CancellationToken ct)
    {
        if (Picture.Of(content) is not { } picture) { return PictureProblems.Wrong; }

        var (table, key, value) = brand is null ? ("agency_pictures", "", "") : ("pictures", "brand_id, ", "@brand, ");
        await using var transaction = await database.BeginAsync(brand is { } one ? [one] : [], ct);
        var kept = await transaction.SingleAsync<bool>(
            $"""
            with added as (
                insert into {table} ({key}picture_id, content, content_type, added_at, added_by)
                select {value}@PictureId, @Content, @ContentType, @now, @by where (select count(*) from {table} where {(brand is null ? "true" : "brand_id = @brand")}) < @Most
                on conflict do nothing returning 1)
            select exists (select from added) or exists (select from {table} where {(brand is null ? "true" : "brand_id = @brand")} and picture_id = @PictureId)
            """,
            new { brand, picture.PictureId, picture.Content, picture.ContentType, now = clock.GetUtcNow(), by, Most },
            ct);
        await transaction.CommitAsync(ct);
        return kept ? picture : PictureProblems.Full;
    }
}
