using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Knowledge;

/// <summary>Takes back what was learnt of a question. It stays in the book, with who took it back; taking it back again changes nothing.</summary>
internal sealed class TakeBackLesson(Database database, TimeProvider clock)
{
    public async Task<Result<Done>> HandleAsync(BrandId brand, Guid lesson, string by, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        await transaction.ExecuteAsync("update knowledge_bases set lessons = lessons + 1 where brand_id = @brand", new { brand }, ct);
        var taken = await transaction.ExecuteAsync(
            "update knowledge_lessons set taken_back_by = case taken_back_by when '' then @by else taken_back_by end, taken_back_at = coalesce(taken_back_at, @now) where brand_id = @brand and lesson_id = @lesson",
            new { brand, lesson, by, now = clock.GetUtcNow().UtcDateTime },
            ct);
        if (taken == 0) { return KnowledgeProblems.NoLesson(lesson); }

        await transaction.CommitAsync(ct);
        return default(Done);
    }
}
