using Steward.Content.Knowledge.Entries;
using Steward.Content.Knowledge.Matching;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Knowledge.Gaps;

/// <summary>What the last days' questions were that the knowledge base left to people, and what became of those from which entries were made. Bounded: the newest questions and lessons are looked at.</summary>
internal sealed class ListGaps(Database database, TimeProvider clock)
{
    public const int DefaultDays = 7;
    public const int MaxDays = 30;
    private const int MostQuestions = 5000;
    private const int MostLessons = 1000;
    private const int MostShown = 100;

    public async Task<Result<Report>> HandleAsync(BrandId brand, int days, CancellationToken ct)
    {
        if (days is < 0 or > MaxDays) { return KnowledgeProblems.WrongDays(MaxDays); }

        var since = clock.GetUtcNow() - TimeSpan.FromDays(days == 0 ? DefaultDays : days);
        var (questions, drafted, lessons) = await ReadAsync(brand, since, ct);
        var looked = questions.Take(MostQuestions).Select(row => new HandedOnText(row.GroupId, row.Text, row.AskedAt)).ToArray();
        var clusters = GapClusters.Of(looked, drafted.Select(one => (one.Entry.EntryId, one.Entry.Paraphrases.Prepend(one.Entry.Question))));
        var open = clusters.Where(cluster => cluster.Entry is null).ToArray();
        var answers = Answers(lessons, open);
        return new Report
        {
            Since = since, Questions = looked.Length, Truncated = questions.Count > MostQuestions, Clusters = open.Length, Gaps = [.. open.Take(MostShown).Select((cluster, at) => new Gap(cluster, answers.GetValueOrDefault(at)))],
            Drafted = [.. drafted.Select(one => one.With(clusters.FirstOrDefault(cluster => cluster.Entry == one.Entry.EntryId)?.Questions ?? []))],
        };
    }

    private async Task<(IReadOnlyList<QuestionRow> Questions, IReadOnlyList<Drafted> Drafted, IReadOnlyList<LessonRow> Lessons)> ReadAsync(BrandId brand, DateTimeOffset since, CancellationToken ct)
    {
        // It ends before anything is compared: that may take a second or two, and nobody waits for the connection meanwhile.
        await using var transaction = await database.BeginAsync(brand, ct);
        // A question whose answer was known and did not arrive is no gap. One more than is looked at tells that there are more.
        var questions = await transaction.QueryAsync<QuestionRow>(
            "select group_id, text, asked_at from questions where brand_id = @brand and text <> '' and asked_at >= @since and outcome = 'handed_on' and command_id is null order by asked_at desc limit @most",
            new { brand, since = since.UtcDateTime, most = MostQuestions + 1 },
            ct);
        return (questions, await DraftedAsync(transaction, brand, ct), await LessonsAsync(transaction, brand, ct));
    }

    private static async Task<IReadOnlyList<Drafted>> DraftedAsync(BrandTransaction transaction, BrandId brand, CancellationToken ct)
    {
        var entries = await transaction.QueryAsync<KnowledgeEntry>($"select {StoredEntries.Columns} from knowledge_entries where brand_id = @brand and from_gap order by changed_at desc, entry_id limit @MostShown", new { brand, MostShown }, ct);
        var since = await transaction.QueryAsync<SinceRow>(
            """
            with approved as (select entry_id, min(changed_at) as approved_at from knowledge_entry_versions where brand_id = @brand and entry_id = any (@ids) and state = 'approved' group by entry_id)
            select entry_id, approved_at,
                   (select count(*) from answer_sends send join questions question on question.brand_id = send.brand_id and question.command_id = send.command_id
                    where send.brand_id = @brand and send.entry_id = approved.entry_id and question.outcome = 'answered' and question.asked_at >= approved_at) as answered
            from approved
            """,
            new { brand, ids = entries.Select(entry => entry.EntryId).ToArray() },
            ct);
        var approved = since.ToDictionary(row => row.EntryId);
        return [.. entries.Select(entry => new Drafted(entry, approved.GetValueOrDefault(entry.EntryId)?.ApprovedAt, approved.GetValueOrDefault(entry.EntryId)?.Answered ?? 0, 0, 0))];
    }

    private static Task<IReadOnlyList<LessonRow>> LessonsAsync(BrandTransaction transaction, BrandId brand, CancellationToken ct) => transaction.QueryAsync<LessonRow>(
        """
        select lesson.text, lesson.entry_id, entry.answer from knowledge_lessons lesson join knowledge_of(@brand) entry on entry.entry_id = lesson.entry_id and not (entry.inherited and entry.replaces)
        where lesson.brand_id = @brand and lesson.verdict = 'answers' and lesson.source in ('accepted', 'edited') and lesson.taken_back_at is null
        order by lesson.taught_at desc, lesson.lesson_id limit @MostLessons
        """,
        new { brand, MostLessons },
        ct);

    /// <summary>What operators answered to such questions out of the base, by the place of the gap: the answer of the entry that most of the lessons like it name, of equals the one that was taught last.</summary>
    private static Dictionary<int, Answer> Answers(IReadOnlyList<LessonRow> lessons, IReadOnlyList<GapCluster> open)
    {
        var leaders = open.Take(MostShown).Select(cluster => Wording.Of(cluster.Wordings[0])).ToArray();
        return lessons.Select(lesson => (Lesson: lesson, Gap: GapClusters.NearestOf(leaders, Wording.Of(lesson.Text)))).Where(one => one.Gap >= 0).GroupBy(one => one.Gap, one => one.Lesson)
            .ToDictionary(gap => gap.Key, gap => gap.GroupBy(lesson => lesson.EntryId).MaxBy(same => same.Count())!.Select(lesson => new Answer(lesson.EntryId, lesson.Answer)).First());
    }

    /// <summary>An answer of the base and its entry.</summary>
    internal sealed record Answer(Guid EntryId, string Text);

    /// <summary>Questions that are alike and have no entry; with what was answered to such.</summary>
    internal sealed record Gap(GapCluster Cluster, Answer? Answer);

    /// <summary>An entry that was made from a gap: since when it is approved, how many questions it has answered since, and how many like it went to people, in all and since.</summary>
    internal sealed record Drafted(KnowledgeEntry Entry, DateTimeOffset? ApprovedAt, long AnsweredSince, int Questions, int HandedOnSince)
    {
        public Drafted With(IReadOnlyList<HandedOnText> questions) => this with { Questions = questions.Count, HandedOnSince = questions.Count(question => question.AskedAt >= ApprovedAt) };
    }

    internal sealed record Report
    {
        public required DateTimeOffset Since { get; init; }

        /// <summary>How many were looked at.</summary>
        public required int Questions { get; init; }

        /// <summary>Whether there were more.</summary>
        public required bool Truncated { get; init; }

        /// <summary>Gaps in all.</summary>
        public required int Clusters { get; init; }
        public required IReadOnlyList<Gap> Gaps { get; init; }
        public required IReadOnlyList<Drafted> Drafted { get; init; }
    }

    private sealed record QuestionRow
    {
        public Guid GroupId { get; init; }
        public string Text { get; init; } = "";
        public DateTimeOffset AskedAt { get; init; }
    }

    private sealed record SinceRow
    {
        public Guid EntryId { get; init; }
        public DateTimeOffset ApprovedAt { get; init; }
        public long Answered { get; init; }
    }

    private sealed record LessonRow
    {
        public string Text { get; init; } = "";
        public Guid EntryId { get; init; }
        public string Answer { get; init; } = "";
    }
}
