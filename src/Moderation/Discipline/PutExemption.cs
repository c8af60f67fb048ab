using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Discipline;

/// <summary>Puts a member on the list of those nothing is done about, or takes it off.</summary>
internal sealed partial class PutExemptionHandler(Database database, TimeProvider clock, ILogger<PutExemptionHandler> logger)
{
    public async Task<Result<Done>> HandleAsync(BrandId brand, Guid member, bool isExempt, string reason, string by, CancellationToken ct)
    {
        if (isExempt && DisciplineProblems.Words("reason", reason, DisciplineProblems.LongestNote) is { } problem) { return problem; }

        await using var transaction = await database.BeginAsync(brand, ct);
        await transaction.ExecuteAsync(
            isExempt
                ? """
                  insert into exempt_members (brand_id, member_id, reason, set_at, set_by) values (@brand, @member, @reason, @now, @by)
                  on conflict (brand_id, member_id) do update set reason = excluded.reason, set_at = excluded.set_at, set_by = excluded.set_by
                  """
                : "delete from exempt_members where brand_id = @brand and member_id = @member",
            new { brand, member, reason, now = clock.GetUtcNow(), by },
            ct);
        await transaction.CommitAsync(ct);
        Log.Set(logger, by, member, isExempt);
        return default(Done);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{By} set the exemption of member {Member} to {Exempt}.")]
        public static partial void Set(ILogger logger, string by, Guid member, bool exempt);
    }
}
