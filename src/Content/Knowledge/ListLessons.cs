using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Knowledge;

/// <summary>Lists what was learnt from people, the newest first; of one entry or of all, standing and taken back.</summary>
internal sealed class ListLessons(Database database)
{
    public async Task<IReadOnlyList<Lesson>> HandleAsync(BrandId brand, Guid? entry, int pageSize, (DateTimeOffset TaughtAt, Guid Lesson)? before, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        return await transaction.QueryAsync<Lesson>(
            """
            select lesson_id, text, verdict, entry_id, taught_by, taught_at, taken_back_by, taken_back_at, source from knowledge_lessons
            where brand_id = @brand and (@entry::uuid is null or entry_id = @entry)
              and (@taughtAt::timestamptz is null or taught_at < @taughtAt or (taught_at = @taughtAt and lesson_id > @after))
            order by taught_at desc, lesson_id limit @pageSize
            """,
            new { brand, entry, pageSize, taughtAt = before?.TaughtAt.UtcDateTime, after = before?.Lesson },
            ct);
    }
}
