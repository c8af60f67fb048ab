using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Knowledge;

/// <summary>Learns what somebody said about a question: from then on it is a phrase of its entry, or a question that is left to people. The caller chooses the id; saying the same again is a retry.</summary>
internal sealed class TeachKnowledge(Database database, TimeProvider clock)
{
    /// <summary>What people said beyond this is not learnt; the base is compiled with all of it.</summary>
    public const int MostLessons = 20_000;

    public async Task<Result<Done>> HandleAsync(BrandId brand, Lesson lesson, CancellationToken ct)
    {
        if (EntryCheck.PhraseFault(lesson.Text) is { } wrong) { return KnowledgeProblems.WrongLesson("text", $"text {wrong}"); }

        if (lesson.Verdict is not (LessonVerdict.Answers or LessonVerdict.NotThis or LessonVerdict.None)) { return KnowledgeProblems.WrongLesson("verdict", "verdict must be answers, not_this or none."); }

        if ((lesson.Verdict == LessonVerdict.None) != (lesson.EntryId is null)) { return KnowledgeProblems.WrongLesson("entry_id", "entry_id names the entry that the verdict is about; with the verdict none it is left empty."); }

        await using var transaction = await database.BeginAsync(brand, ct);
        var learnt = await LearnAsync(transaction, brand, lesson, ct);
        if (learnt.Failed) { return learnt.Problem; }

        if (learnt.Value) { await transaction.CommitAsync(ct); }

        return default(Done);
    }

    /// <summary>Learns a well-formed lesson as part of a transaction; false when it was learnt before.</summary>
    public async Task<Result<bool>> LearnAsync(BrandTransaction transaction, BrandId brand, Lesson lesson, CancellationToken ct)
    {
        // First, so that lessons of one brand take turns and none is compiled without its version.
        await transaction.ExecuteAsync("insert into knowledge_bases as base (brand_id, version, lessons) values (@brand, 1, 1) on conflict (brand_id) do update set lessons = base.lessons + 1", new { brand }, ct);
        if (await KnownAsync(transaction, brand, lesson.LessonId, ct) is { } known)
        {
            if (known.SaysAs(lesson)) { return false; }

            return KnowledgeProblems.OtherLesson(lesson.LessonId);
        }

        if (lesson.EntryId is { } entry && !await transaction.SingleAsync<bool>("select exists (select from knowledge_of(@brand) where entry_id = @entry)", new { brand, entry }, ct)) { return KnowledgeProblems.NoEntry(entry); }

        if (await transaction.SingleAsync<long>("select count(*) from knowledge_lessons where brand_id = @brand and taken_back_at is null", new { brand }, ct) >= MostLessons) { return KnowledgeProblems.TooManyLessons(MostLessons); }

        await transaction.ExecuteAsync(
            "insert into knowledge_lessons (brand_id, lesson_id, text, verdict, entry_id, taught_by, taught_at, source) values (@brand, @LessonId, @Text, @Verdict, @EntryId, @TaughtBy, @now, @Source)",
            new { brand, lesson.LessonId, lesson.Text, lesson.Verdict, lesson.EntryId, lesson.TaughtBy, now = clock.GetUtcNow().UtcDateTime, lesson.Source },
            ct);
        return true;
    }

    private static Task<Lesson?> KnownAsync(BrandTransaction transaction, BrandId brand, Guid lesson, CancellationToken ct) =>
        transaction.SingleOrDefaultAsync<Lesson>("select lesson_id, text, verdict, entry_id, taught_by, taught_at, taken_back_by, taken_back_at from knowledge_lessons where brand_id = @brand and lesson_id = @lesson", new { brand, lesson }, ct);
}
