using System.Diagnostics.Metrics;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Staffing;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.Inbox;

/// <summary>The channel reported on an operator's answer: the item is resolved, or its operator has it again with the reason.</summary>
internal sealed partial class SettleAnswer(TimeProvider clock, ILogger<SettleAnswer> logger) : IHandle<SendSettledV1>
{
    private static readonly Meter Meter = new("Steward.Staffing");
    private static readonly Counter<long> Settled = Meter.CreateCounter<long>("steward.inbox_answers.settled", description: "Operators' answers by outcome.");
    private static readonly Counter<long> Unexpected = Meter.CreateCounter<long>("steward.inbox_answers.unexpected", description: "Outcomes that no work item waits for.");

    public async Task HandleAsync(SendSettledV1 message, BrandTransaction transaction, CancellationToken ct)
    {
        if (message.Origin != AnswerWorkItem.Origin) { return; }

        // An answer goes to one group: it got there or it did not.
        var arrived = message.Outcome switch
        {
            "confirmed" => true,
            "partly" => message.ConfirmedGroups.Count > 0,
            "failed" => false,
            _ => throw new ArgumentOutOfRangeException(nameof(message), message.Outcome, "A send is confirmed, partly or failed."),
        };
        var item = await transaction.SingleOrDefaultAsync<WorkItem>(
            $"select {WorkItemTables.Columns} from work_items where brand_id = @BrandId and command_id = @CommandId for update", new { message.BrandId, message.CommandId }, ct);
        var now = clock.GetUtcNow();
        var settled = item?.Settle(arrived, message.Reason.Length > 0 ? message.Reason : "The answer was not sent.", now);
        if (settled is null)
        {
            Unexpected.Add(1);
            Log.Unexpected(logger, message.CommandId, message.Outcome, item?.State ?? "unknown");
            return;
        }

        await WorkItemTables.SaveAsync(transaction, settled, now, ct);
        if (arrived && settled.LessonEntry is { } entry)
        {
            transaction.Publish(new AnswerTaughtV1
            {
                BrandId = message.BrandId, WorkItemId = settled.WorkItemId, Question = settled.Question, EntryId = entry, Use = settled.LessonUse, AnsweredBy = settled.OperatorId, At = now,
            });
        }

        Settled.Add(1, new KeyValuePair<string, object?>("outcome", message.Outcome));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Answer {Command} ended {Outcome}, but its work item is {State}.")]
        public static partial void Unexpected(ILogger logger, Guid command, string outcome, string state);
    }
}
