using System.Text;
using Npgsql;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Moderation.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Outbound;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.Inbox;

/// <summary>What somebody answers.</summary>
/// <param name="Text">In words.</param>
/// <param name="Attachments">What goes along with them.</param>
/// <param name="Command">The id of the send: the same again is a retry.</param>
/// <param name="Lesson">What the knowledge base learns from it; null: nothing.</param>
/// <param name="AwaitReply">Whether it asks something back.</param>
internal sealed record OutgoingAnswer(string Text, IReadOnlyList<SendAttachment> Attachments, Guid Command, AnswerLesson? Lesson, bool AwaitReply);

/// <summary>Answers into the group through the command ledger, with what the compliance gate lets out. The item waits for the channel's report.</summary>
internal sealed class AnswerWorkItem(Database database, OutboundCheck outbound, ChangeWorkItem change, TimeProvider clock)
{
    /// <summary>How the ledger names the inbox's sends.</summary>
    public const string Origin = "inbox";

    public const int MaxTextBytes = 4000;

    public async Task<Result<WorkItem>> HandleAsync(BrandId brand, Guid itemId, OutgoingAnswer answer, SendersWord word, CancellationToken ct)
    {
        var text = answer.Text;
        if (string.IsNullOrWhiteSpace(text) || Encoding.UTF8.GetByteCount(text) > MaxTextBytes || text.Contains('\0', StringComparison.Ordinal)) { return WorkItemProblems.WrongText(MaxTextBytes); }

        // Looked at without a lock: the gate is a call, and nobody else waits for it. What is refused anyway, and a retry, ask nothing.
        var glance = await GlanceAsync(brand, itemId, ct);
        var likely = glance.Failed ? glance : glance.Value.AnswerWith(text, answer.Command, word.By, clock.GetUtcNow());
        if (likely.Failed || ReferenceEquals(likely.Value, glance.Value)) { return likely; }

        var cleared = await outbound.ClearAsync(brand, Attachments.WordsOf(text, answer.Attachments), "text", word, null, ct);
        return cleared.Failed ? cleared.Problem : await SendAsync(brand, itemId, answer, word.By, cleared.Value, ct);
    }

    private async Task<Result<WorkItem>> GlanceAsync(BrandId brand, Guid itemId, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        return await WorkItemTables.FindAsync(transaction, brand, itemId, ct) is { } item ? item : WorkItemProblems.NotFound(itemId);
    }

    private async Task<Result<WorkItem>> SendAsync(BrandId brand, Guid itemId, OutgoingAnswer answer, string by, TextVerdict? letGo, CancellationToken ct)
    {
        try
        {
            return await change.HandleAsync(
                brand,
                itemId,
                (item, now, transaction) =>
                {
                    var answered = item.AnswerWith(answer.Text, answer.Command, by, now);
                    if (answered.Failed || ReferenceEquals(answered.Value, item)) { return Task.FromResult(answered); }

                    transaction.Publish(new SendToGroupsV1
                    {
                        CommandId = answer.Command,
                        BrandId = brand.Value,
                        AccountId = item.AccountId.Value,
                        Origin = Origin,
                        GroupIds = [item.GroupId.Value],
                        Text = answer.Text,
                        Attachments = answer.Attachments.Count > 0 ? answer.Attachments : null,
                        RequestedBy = by,
                    });
                    return Task.FromResult<Result<WorkItem>>(answered.Value.LettingGo(letGo, by, now).Teaching(answer.Lesson).Asking(answer.AwaitReply));
                },
                ct);
        }
        catch (PostgresException exception) when (exception is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "work_items_by_command" })
        {
            return WorkItemProblems.CommandUsed(answer.Command);
        }
    }
}
