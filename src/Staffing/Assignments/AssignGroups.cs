using Steward.Kernel;
using Steward.ServiceDefaults.Storage;
using Steward.Staffing.Inbox;

namespace Steward.Staffing.Assignments;

/// <summary>Gives groups to an operator, with the open items that wait in them. All of the groups or none.</summary>
internal sealed class AssignGroups(Database database, TimeProvider clock)
{
    public const int MaxGroups = 20_000;

    public async Task<Result<int>> HandleAsync(BrandId brand, Guid person, IReadOnlyCollection<Guid> groups, CancellationToken ct)
    {
        if (groups.Count is 0 or > MaxGroups) { return AssignmentProblems.WrongCount(MaxGroups); }

        await using var transaction = await database.BeginAsync(brand, ct);
        if (await transaction.SingleOrDefaultAsync<Guid?>("select operator_id from operator_brands where operator_id = @person and brand_id = @brand", new { person, brand }, ct) is null)
        {
            return AssignmentProblems.UnknownOperator(person);
        }

        var wanted = groups.Distinct().ToArray();
        // In one order, so that two assignments of the same groups take turns instead of waiting for each other.
        var known = await transaction.QueryAsync<Guid>("select group_id from groups where brand_id = @brand and group_id = any (@wanted) and not dismissed order by group_id for update", new { brand, wanted }, ct);
        if (known.Count < wanted.Length) { return AssignmentProblems.UnknownGroups([.. wanted.Except(known)]); }

        var operatorId = person.ToString();
        var now = clock.GetUtcNow();
        await transaction.ExecuteAsync(
            "update groups set operator_id = @operatorId, assigned_since = @now where brand_id = @brand and group_id = any (@wanted) and operator_id <> @operatorId", new { brand, wanted, operatorId, now }, ct);
        var moved = await transaction.QueryAsync<WorkItem>(
            $"""
            update work_items set operator_id = @operatorId
            where brand_id = @brand and work_item_id in (
                select work_item_id from work_items where brand_id = @brand and group_id = any (@wanted) and state = 'open' and operator_id <> @operatorId order by work_item_id for update)
            returning {WorkItemTables.Columns}
            """,
            new { brand, wanted, operatorId },
            ct);
        foreach (var item in moved) { WorkItemTables.PublishChange(transaction, item, now); }

        await transaction.CommitAsync(ct);
        return wanted.Length;
    }
}
