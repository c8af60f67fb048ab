using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Steward.Content.Knowledge.Settings;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Content;
using Steward.Kernel;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Knowledge;

/// <summary>Notes what became of an answer's send. When it failed, every question that it was to answer goes on to people and the totals follow, once.</summary>
internal sealed partial class RecordAnswerOutcome(IOptions<MessagingOptions> messaging, IOptions<KnowledgeOptions> options, TimeProvider clock, ILogger<RecordAnswerOutcome> logger) : IHandle<SendSettledV1>
{
    private static readonly Meter Meter = new("Steward.Content");
    private static readonly Counter<long> Failed = Meter.CreateCounter<long>("steward.knowledge.sends_failed", description: "Answers that did not reach their group.");
    private static readonly Counter<long> Unexpected = Meter.CreateCounter<long>("steward.knowledge.outcomes_unexpected", description: "Outcomes of answers that are unknown or settled.");

    public async Task HandleAsync(SendSettledV1 message, BrandTransaction transaction, CancellationToken ct)
    {
        if (message.Origin != AnswerQuestions.Origin) { return; }

        var brand = new BrandId(message.BrandId);
        // An answer goes to one group: it got there or it did not.
        var arrived = message.Outcome switch
        {
            "confirmed" => true,
            "partly" => message.ConfirmedGroups.Count > 0,
            "failed" => false,
            _ => throw new ArgumentOutOfRangeException(nameof(message), message.Outcome, "A send is confirmed, partly or failed."),
        };
        var send = await transaction.SingleOrDefaultAsync<SettledSend>(
            """
            update answer_sends set state = @state, reason = @Reason where brand_id = @brand and command_id = @CommandId and state = 'sent'
            returning account_id, group_id, entry_id
            """,
            new { brand, message.CommandId, message.Reason, state = arrived ? "confirmed" : "failed" },
            ct);
        if (send is null)
        {
            Unexpected.Add(1);
            Log.Unexpected(logger, message.CommandId, message.Outcome);
            return;
        }

        if (!arrived) { await HandOnAsync(message, send, brand, transaction, ct); }
    }

    private async Task HandOnAsync(SendSettledV1 message, SettledSend send, BrandId brand, BrandTransaction transaction, CancellationToken ct)
    {
        var questions = await transaction.QueryAsync<AnsweredQuestion>(
            """
            select message_id, group_id, member_id, asked_at, score, text,
                   coalesce((select answer from knowledge_of(@brand) entry where entry.entry_id = @EntryId and state = 'approved'
                             and (valid_from is null or asked_at >= valid_from) and (valid_until is null or asked_at < valid_until)), '') as suggestion
            from questions where brand_id = @brand and command_id = @CommandId and outcome = 'answered' order by asked_at, message_id
            """,
            new { brand, message.CommandId, send.EntryId },
            ct);
        var lane = Partition.Of(new GroupId(send.GroupId), messaging.Value.Partitions);
        await AnswerTables.TakeBackAsync(transaction, brand, message.CommandId, lane, questions.Count, clock.GetUtcNow(), ct);
        var settings = await SettingsInForce.OfAsync(transaction, brand, options.Value, ct);
        transaction.Publish(new QuestionsHandedOnV1
        {
            BrandId = message.BrandId,
            AccountId = send.AccountId,
            Partition = lane,
            Questions = [.. questions.Select(question => AnswerQuestions.ForPeople(
                question.MessageId, question.GroupId, question.MemberId, question.Text, question.AskedAt, question.Suggestion, question.Score, settings.Settings.Confidence))],
        });
        Failed.Add(1);
        Log.HandedOn(logger, message.CommandId, message.Reason, questions.Count);
    }

    private sealed record SettledSend
    {
        public Guid AccountId { get; init; }
        public Guid GroupId { get; init; }
        public Guid EntryId { get; init; }
    }

    private sealed record AnsweredQuestion
    {
        public Guid MessageId { get; init; }
        public Guid GroupId { get; init; }
        public Guid MemberId { get; init; }
        public DateTimeOffset AskedAt { get; init; }
        public double Score { get; init; }
        public string Text { get; init; } = "";
        public string Suggestion { get; init; } = "";
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Answer {Command} did not arrive ({Reason}); its {Count} questions go on to people.")]
        public static partial void HandedOn(ILogger logger, Guid command, string reason, int count);

        [LoggerMessage(2, LogLevel.Warning, "Answer {Command} ended {Outcome}, but no answer waits for that.")]
        public static partial void Unexpected(ILogger logger, Guid command, string outcome);
    }
}
