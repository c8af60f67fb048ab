using System.Text.Json;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.Duty;

/// <summary>Somebody's plan as it is in force.</summary>
internal sealed record PlannedPerson(Guid OperatorId, Guid[] Brands, DutyPlan Plan, DateTimeOffset? AwaySince, DateTimeOffset? LastGivenAt);

/// <summary>How plans lie in their table.</summary>
internal static class StoredDuty
{
    public static string Text(DutyPlan plan) => JsonSerializer.Serialize(plan);

    public static DutyPlan Read(string text) => JsonSerializer.Deserialize<DutyPlan>(text)!;

    /// <summary>Everybody whose duty is planned.</summary>
    public static async Task<IReadOnlyList<PlannedPerson>> PlannedAsync(BrandTransaction transaction, CancellationToken ct) =>
    [
        .. (await transaction.QueryAsync<Row>(
            """
            select operator_id, array(select brand_id from operator_brands link where link.operator_id = duty.operator_id) as brands, plan::text as plan, away_since, last_given_at
            from operator_duty duty order by operator_id
            """,
            null,
            ct)).Select(row => new PlannedPerson(row.OperatorId, row.Brands, Read(row.Plan), row.AwaySince, row.LastGivenAt)),
    ];

    private sealed record Row
    {
        public required Guid OperatorId { get; init; }
        public required Guid[] Brands { get; init; }
        public required string Plan { get; init; }
        public DateTimeOffset? AwaySince { get; init; }
        public DateTimeOffset? LastGivenAt { get; init; }
    }
}
