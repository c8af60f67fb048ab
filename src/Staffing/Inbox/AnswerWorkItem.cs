using System.Text;
using Npgsql;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;

namespace Steward.Staffing.Inbox;

/// <summary>Answers into the group through the command ledger. The item waits for the channel's report.</summary>
internal sealed class AnswerWorkItem(ChangeWorkItem change)
{
    /// <summary>How the ledger names the inbox's sends.</summary>
    public const string Origin = "inbox";

    public const int MaxTextBytes = 4000;

    public async Task<Result<WorkItem>> HandleAsync(BrandId brand, Guid itemId, string text, Guid command, string by, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(text) || Encoding.UTF8.GetByteCount(text) > MaxTextBytes || text.Contains('\0', StringComparison.Ordinal)) { return WorkItemProblems.WrongText(MaxTextBytes); }

        try
        {
            return await change.HandleAsync(
                brand,
                itemId,
                (item, now, transaction) =>
                {
                    var answered = item.AnswerWith(text, command, by, now);
                    if (!answered.Failed && !ReferenceEquals(answered.Value, item))
                    {
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
                    }

                    return Task.FromResult(answered);
                },
                ct);
        }
        catch (PostgresException exception) when (exception is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "work_items_by_command" })
        {
            return WorkItemProblems.CommandUsed(command);
        }
    }
}
