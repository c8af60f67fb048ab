using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Knowledge;

/// <summary>Lists what was learnt from people, the newest first; standing and taken back, with the question of the entry that it is about.</summary>
internal sealed class ListLessons(Database database)
{
    /// <param name="brand">Whose.</param>
    /// <param name="only">Which of them.</param>
    /// <param name="pageSize">How many at most.</param>
    /// <param name="before">Where the page before ended; null: at the newest.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<Page> HandleAsync(BrandId brand, Filter only, int pageSize, (DateTimeOffset TaughtAt, Guid Lesson)? before, CancellationToken ct)
    {
        const string Where = """
            lesson.brand_id = @brand and (@entry::uuid is null or lesson.entry_id = @entry) and (@pattern = '' or lesson.text ilike @pattern or entry.question ilike @pattern)
            and (@sources::text[] = '{}' or lesson.source = any (@sources))
            """;
        // One of two with an id, the brand's own: what it says of the agency's is the same matter.
        const string From = "knowledge_lessons lesson left join knowledge_of(@brand) entry on entry.entry_id = lesson.entry_id and not (entry.inherited and entry.replaces)";
        var args = new { brand, entry = only.Entry, pattern = ListKnowledge.Pattern(only.Search), sources = only.Sources.ToArray(), pageSize, taughtAt = before?.TaughtAt.UtcDateTime, after = before?.Lesson };
        await using var transaction = await database.BeginAsync(brand, ct);
        var lessons = await transaction.QueryAsync<Lesson>(
            $"""
            select lesson_id, text, verdict, lesson.entry_id, taught_by, taught_at, taken_back_by, taken_back_at, lesson.source, coalesce(entry.question, '') as entry_question from {From}
            where {Where} and (@taughtAt::timestamptz is null or taught_at < @taughtAt or (taught_at = @taughtAt and lesson_id > @after))
            order by taught_at desc, lesson_id limit @pageSize
            """,
            args,
            ct);
        return new Page(lessons, await transaction.SingleAsync<int>($"select count(*)::int from {From} where {Where}", args, ct));
    }

    /// <summary>Which lessons are listed.</summary>
    /// <param name="Entry">About this entry; null: about any, or none.</param>
    /// <param name="Search">With these words in the question or in the entry's; empty: any.</param>
    /// <param name="Sources">Of <see cref="LessonSource"/>; none: all.</param>
    internal sealed record Filter(Guid? Entry, string Search, IReadOnlyCollection<string> Sources);

    /// <summary>A page of lessons, and how many there are in all.</summary>
    internal sealed record Page(IReadOnlyList<Lesson> Lessons, int Total);
}
