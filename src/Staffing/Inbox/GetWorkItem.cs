using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.Inbox;

/// <summary>One item with its questions.</summary>
internal sealed class GetWorkItem(Database database)
{
    public async Task<Result<Found>> HandleAsync(BrandId brand, Guid itemId, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var item = await WorkItemTables.FindAsync(transaction, brand, itemId, ct);
        if (item is null) { return WorkItemProblems.NotFound(itemId); }

        var questions = await transaction.QueryAsync<Question>(
            "select message_id, text, asked_at from work_item_questions where brand_id = @brand and work_item_id = @itemId order by asked_at, message_id", new { brand, itemId }, ct);
        return new Found(item, questions);
    }

    /// <summary>An item and what was asked in it, in order.</summary>
    internal sealed record Found(WorkItem Item, IReadOnlyList<Question> Questions);

    /// <summary>One of an item's questions.</summary>
    internal sealed record Question
    {
        public Guid MessageId { get; init; }
        public string Text { get; init; } = "";
        public DateTimeOffset AskedAt { get; init; }
    }
}
