using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.Operators;

/// <summary>Lists operators by name. Whoever sees some brands only sees the people of those, and of their brands only those.</summary>
internal sealed class ListOperators(Database database)
{
    public async Task<IReadOnlyList<Operator>> HandleAsync(IReadOnlyList<BrandId>? scope, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync([], ct);
        return await transaction.QueryAsync<Operator>(
            """
            select operator_id, login, name, role, agency_wide,
                   array(select brand_id from operator_brands link where link.operator_id = operators.operator_id and (@all or brand_id = any (@brands)) order by brand_id) as brand_ids
            from operators
            where @all or exists (select from operator_brands link where link.operator_id = operators.operator_id and brand_id = any (@brands))
            order by name, operator_id
            """,
            new { all = scope is null, brands = scope?.Select(brand => brand.Value).ToArray() ?? [] },
            ct);
    }
}
