using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.Assignments;

/// <summary>Lists who looks after which group.</summary>
internal sealed class ListAssignments(Database database)
{
    public async Task<IReadOnlyList<Assignment>> HandleAsync(BrandId brand, Guid? person, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        return await transaction.QueryAsync<Assignment>(
            """
            select group_id, operator_id, assigned_since as since from groups
            where brand_id = @brand and operator_id <> '' and (@person = '' or operator_id = @person) order by assigned_since, group_id
            """,
            new { brand, person = person?.ToString() ?? "" },
            ct);
    }

    /// <summary>A group and who looks after it.</summary>
    internal sealed record Assignment
    {
        public Guid GroupId { get; init; }
        public string OperatorId { get; init; } = "";
        public DateTimeOffset Since { get; init; }
    }
}
