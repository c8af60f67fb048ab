using Steward.Contracts.Members.V1;
using Steward.Kernel;
using Steward.Members.Brands;
using Steward.ServiceDefaults.Storage;

namespace Steward.Members.Groups;

/// <summary>One group.</summary>
internal sealed class GetGroupHandler(Database database, TimeProvider clock)
{
    public async Task<Result<GetGroupResponse>> Handle(BrandId brand, Guid group, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var today = await BrandZones.TodayAsync(transaction, [brand], clock.GetUtcNow(), ct);
        var row = await transaction.SingleOrDefaultAsync<GroupRow>(
            $"select {GroupRow.Columns} from groups g cross join (select @today as today) scope {GroupRow.Activity} where g.brand_id = @brand and g.group_id = @group",
            new { brand = brand.Value, group, today = today[0] },
            ct);
        return row is null ? GroupProblems.Unknown(group) : new GetGroupResponse { Group = row.ToReply() };
    }
}
