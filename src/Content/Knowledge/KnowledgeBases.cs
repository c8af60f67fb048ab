using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Steward.Content.Knowledge.Matching;
using Steward.Content.Knowledge.Settings;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Knowledge;

/// <summary>A brand's compiled knowledge base, of its own approved entries and those that it inherits, how sure it must be, and in which voice it speaks.</summary>
internal sealed record KnowledgeBase(Matcher Matcher, Confidence Confidence, Voice Voice);

/// <summary>
/// The compiled knowledge bases of all brands, kept until their version moves: a change of an approved entry counts from the next question on, a lesson within <see cref="LessonsWait"/>, since lessons come all day and
/// a large base is not compiled for each. One small query a use tells whether it has moved.
/// </summary>
internal sealed class KnowledgeBases(IOptions<KnowledgeOptions> options, TimeProvider clock)
{
    /// <summary>How long a base is used at most while it lacks the newest lessons.</summary>
    public static readonly TimeSpan LessonsWait = TimeSpan.FromSeconds(30);

    private static readonly Matcher Empty = Matcher.Compile([], [], null);
    private readonly ConcurrentDictionary<BrandId, Compiled> _compiled = new();

    /// <summary>The brand's base as the transaction sees it; an empty one for a brand that has none.</summary>
    public async Task<KnowledgeBase> OfAsync(BrandTransaction transaction, BrandId brand, CancellationToken ct)
    {
        var state = await transaction.SingleAsync<BaseRow>(
            """
            select coalesce(base.version, 0) as version, coalesce(base.lessons, 0) as lessons, (select version from agency_knowledge_head) as agency, settings.answer_from, settings.suggest_from, settings.margin, settings.opening, settings.closing
            from (values (@brand)) brand (id)
            left join knowledge_bases base on base.brand_id = brand.id
            left join lateral (select answer_from, suggest_from, margin, opening, closing from knowledge_settings where brand_id = @brand order by version desc limit 1) settings on true
            """,
            new { brand },
            ct);
        var (confidence, voice) = (state.Confidence(options.Value), state.Voice);
        if (state is { Version: 0, Agency: 0 }) { return new KnowledgeBase(Empty, confidence, voice); }

        var now = clock.GetUtcNow();
        if (_compiled.TryGetValue(brand, out var known) && known.Version >= state.Version && known.Agency >= state.Agency && (known.Lessons >= state.Lessons || now - known.At < LessonsWait)) { return new KnowledgeBase(known.Matcher, confidence, voice); }

        // What is read now may be newer than the versions read above; then the next use compiles once more, and nothing is ever older than its versions.
        var entries = await transaction.QueryAsync<KnowledgeEntry>("select entry_id, question, paraphrases, answer, valid_from, valid_until, attachments from knowledge_of(@brand) where state = 'approved' order by entry_id", new { brand }, ct);
        var lessons = await transaction.QueryAsync<Lesson>(
            "select lesson_id, text, verdict, entry_id, taught_by, taught_at from knowledge_lessons where brand_id = @brand and taken_back_at is null order by taught_at, lesson_id", new { brand }, ct);
        var compiled = new Compiled(state.Version, state.Agency, state.Lessons, now, Matcher.Compile(entries, [.. lessons.Select(lesson => new JudgedQuestion(lesson.Text, lesson.EntryId, lesson.Verdict != LessonVerdict.NotThis))], null));
        _compiled.AddOrUpdate(brand, compiled, (_, kept) => kept.IsNewerThan(compiled) ? kept : compiled);
        return new KnowledgeBase(compiled.Matcher, confidence, voice);
    }

    private sealed record Compiled(long Version, long Agency, long Lessons, DateTimeOffset At, Matcher Matcher)
    {
        public bool IsNewerThan(Compiled other) => (Version, Agency, Lessons) != (other.Version, other.Agency, other.Lessons) && Version >= other.Version && Agency >= other.Agency && Lessons >= other.Lessons;
    }

    private sealed record BaseRow
    {
        public long Version { get; init; }
        public long Lessons { get; init; }
        public long Agency { get; init; }
        public double? AnswerFrom { get; init; }
        public double? SuggestFrom { get; init; }
        public double? Margin { get; init; }
        public string? Opening { get; init; }
        public string? Closing { get; init; }

        public Voice Voice => new(Opening ?? "", Closing ?? "");

        public Confidence Confidence(KnowledgeOptions builtIn) => new(AnswerFrom ?? builtIn.Threshold, Margin ?? builtIn.Margin, SuggestFrom ?? builtIn.Suggestion);
    }
}
