using System.Text;
using Npgsql;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Moderation.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Outbound;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.Inbox;

/// <summary>Answers into the group through the command ledger, with what the compliance gate lets out. The item waits for the channel's report.</summary>
internal sealed class AnswerWorkItem(Database database, OutboundCheck outbound, ChangeWorkItem change, TimeProvider clock)
{
    /// <summary>How the ledger names the inbox's sends.</summary>
    public const string Origin = "inbox";

    public const int MaxTextBytes = 4000;

    public async Task<Result<WorkItem>> HandleAsync(BrandId brand, Guid itemId, string text, Guid command, SendersWord word, AnswerLesson? lesson, bool awaitReply, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(text) || Encoding.UTF8.GetByteCount(text) > MaxTextBytes || text.Contains('\0', StringComparison.Ordinal)) { return WorkItemProblems.WrongText(MaxTextBytes); }

        // Looked at without a lock: the gate is a call, and nobody else waits for it. What is refused anyway, and a retry, ask nothing.
        var glance = await GlanceAsync(brand, itemId, ct);
        var likely = glance.Failed ? glance : glance.Value.AnswerWith(text, command, word.By, clock.GetUtcNow());
        if (likely.Failed || ReferenceEquals(likely.Value, glance.Value)) { return likely; }

        var cleared = await outbound.ClearAsync(brand, text, "text", word, null, ct);
        return cleared.Failed ? cleared.Problem : await SendAsync(brand, itemId, text, command, word.By, cleared.Value, lesson, awaitReply, ct);
    }

    private async Task<Result<WorkItem>> GlanceAsync(BrandId brand, Guid itemId, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        return await WorkItemTables.FindAsync(transaction, brand, itemId, ct) is { } item ? item : WorkItemProblems.NotFound(itemId);
    }

    private async Task<Result<WorkItem>> SendAsync(BrandId brand, Guid itemId, string text, Guid command, string by, TextVerdict? letGo, AnswerLesson? lesson, bool awaitReply, CancellationToken ct)
    {
        try
        {
            return await change.HandleAsync(
                brand,
                itemId,
                (item, now, transaction) =>
                {
                    var answered = item.AnswerWith(text, command, by, now);
                    if (answered.Failed || ReferenceEquals(answered.Value, item)) { return Task.FromResult(answered); }

                    transaction.Publish(new SendToGroupsV1
                    {
                        CommandId = command,
                        BrandId = brand.Value,
                        AccountId = item.AccountId.Value,
                        Origin = Origin,
                        GroupIds = [item.GroupId.Value],
                        Text = text,
                        RequestedBy = by,
                    });
                    return Task.FromResult<Result<WorkItem>>(answered.Value.LettingGo(letGo, by, now).Teaching(lesson).Asking(awaitReply));
                },
                ct);
        }
        catch (PostgresException exception) when (exception is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "work_items_by_command" })
        {
            return WorkItemProblems.CommandUsed(command);
        }
    }
}
