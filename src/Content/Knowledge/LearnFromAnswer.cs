using System.Diagnostics.Metrics;
using Steward.Contracts.Events.Staffing;
using Steward.Kernel;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Knowledge;

/// <summary>
/// Learns from an answer that reached its group: the entry whose answer it was answers the question, or the one that was offered does not. The item's id is the lesson's, so that it is learnt once
/// however often it is told, and taken back like every lesson. What the base's own phrases say is not learnt again, and not unlearnt because somebody chose other words.
/// </summary>
internal sealed partial class LearnFromAnswer(TeachKnowledge teach, ILogger<LearnFromAnswer> logger) : IHandle<AnswerTaughtV1>
{
    private static readonly Meter Meter = new("Steward.Content");
    private static readonly Counter<long> Learnt = Meter.CreateCounter<long>("steward.knowledge.learnt", description: "Lessons from operators' answers, by what they did with the answer that was offered.");
    private static readonly Counter<long> NotLearnt = Meter.CreateCounter<long>("steward.knowledge.not_learnt", description: "Operators' answers from which nothing could be learnt.");

    public async Task HandleAsync(AnswerTaughtV1 message, BrandTransaction transaction, CancellationToken ct)
    {
        var brand = new BrandId(message.BrandId);
        var text = Cut(message.Question);
        if (EntryCheck.PhraseFault(text) is { } wrong)
        {
            Skip(message, wrong);
            return;
        }

        if (await SaysAlreadyAsync(transaction, brand, message, text, ct))
        {
            Skip(message, "the knowledge base has the question in these words");
            return;
        }

        var lesson = new Lesson
        {
            LessonId = message.WorkItemId, Text = text, Verdict = VerdictOf(message.Use), EntryId = message.EntryId, TaughtBy = message.AnsweredBy, TaughtAt = message.At, Source = message.Use,
        };
        var learnt = await teach.LearnAsync(transaction, brand, lesson, ct);
        if (learnt.Failed) { Skip(message, learnt.Problem.Message); }
        else if (learnt.Value) { Learnt.Add(1, new KeyValuePair<string, object?>("use", message.Use)); }
    }

    private static string VerdictOf(string use) => use switch
    {
        LessonSource.Accepted or LessonSource.Edited => LessonVerdict.Answers,
        LessonSource.Rejected => LessonVerdict.NotThis,
        _ => throw new ArgumentOutOfRangeException(nameof(use), use, "An answer is accepted, edited or rejected."),
    };

    /// <summary>Whether the entry has the question among its phrases, or another item's answer taught the same.</summary>
    private static async Task<bool> SaysAlreadyAsync(BrandTransaction transaction, BrandId brand, AnswerTaughtV1 message, string text, CancellationToken ct)
    {
        var phrases = await transaction.QueryAsync<string>(
            """
            select question from knowledge_of(@brand) where entry_id = @EntryId
            union all select unnest(paraphrases) from knowledge_of(@brand) where entry_id = @EntryId
            union all select text from knowledge_lessons
            where brand_id = @brand and entry_id = @EntryId and verdict = @verdict and taken_back_at is null and lesson_id <> @WorkItemId and text = @text
            """,
            new { brand, message.EntryId, message.WorkItemId, verdict = VerdictOf(message.Use), text },
            ct);
        var folded = TextFold.Fold(text);
        return phrases.Any(phrase => TextFold.Fold(phrase) == folded);
    }

    /// <summary>As much of a question as a phrase has, without half a character at its end.</summary>
    private static string Cut(string question)
    {
        var text = question.Trim();
        if (text.Length <= EntryCheck.MaxQuestionCharacters) { return text; }

        return text[..(char.IsHighSurrogate(text[EntryCheck.MaxQuestionCharacters - 1]) ? EntryCheck.MaxQuestionCharacters - 1 : EntryCheck.MaxQuestionCharacters)];
    }

    private void Skip(AnswerTaughtV1 message, string why)
    {
        NotLearnt.Add(1);
        Log.NotLearnt(logger, message.WorkItemId, why);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Nothing is learnt from the answer to item {Item}: {Why}")]
        public static partial void NotLearnt(ILogger logger, Guid item, string why);
    }
}
