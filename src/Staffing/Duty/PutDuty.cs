using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.Duty;

/// <summary>Puts somebody's plan in force.</summary>
internal sealed class PutDuty(Database database, TimeProvider clock)
{
    /// <param name="person">Whose.</param>
    /// <param name="plan">What holds from now on.</param>
    /// <param name="expected">The version that who changes it has read; null: whichever is in force.</param>
    /// <param name="caller">Who changes it.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>The version now in force.</returns>
    public async Task<Result<int>> HandleAsync(Guid person, DutyPlan plan, int? expected, Caller caller, CancellationToken ct)
    {
        if (plan.Wrong() is { } wrong) { return wrong; }

        await using var transaction = await database.BeginAsync([], ct);
        // One after the other, so that the later of two is told.
        await transaction.ExecuteAsync("select from operators where operator_id = @person for no key update", new { person }, ct);
        var brands = await transaction.QueryAsync<Guid>("select brand_id from operator_brands where operator_id = @person", new { person }, ct);
        if (!brands.Any(brand => caller.MaySee(new BrandId(brand)))) { return DutyProblems.UnknownPerson(person); }

        if (!brands.All(brand => caller.MaySee(new BrandId(brand)))) { return DutyProblems.OutOfScope; }

        var inForce = await transaction.SingleOrDefaultAsync<int>("select version from operator_duty where operator_id = @person", new { person }, ct);
        if (expected is { } read && read != inForce) { return DutyProblems.ChangedMeanwhile(inForce, read); }

        await transaction.ExecuteAsync(
            """
            insert into operator_duty (operator_id, version, plan, set_at, set_by) values (@person, @version, @plan::jsonb, @now, @by)
            on conflict (operator_id) do update set version = excluded.version, plan = excluded.plan, set_at = excluded.set_at, set_by = excluded.set_by
            """,
            new { person, version = inForce + 1, plan = StoredDuty.Text(plan), now = clock.GetUtcNow(), by = caller.Actor },
            ct);
        await transaction.CommitAsync(ct);
        return inForce + 1;
    }
}
