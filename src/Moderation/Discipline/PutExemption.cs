using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Discipline;

/// <summary>Puts a member on the list of those nothing is done about, or takes it off.</summary>
/// <param name="Until">From then on the exemption holds no more; null: until it is taken off.</param>
internal sealed record PutExemption(BrandId Brand, Guid Member, bool Exempt, string Reason, DateTimeOffset? Until, string By);

internal sealed partial class PutExemptionHandler(Database database, TimeProvider clock, ILogger<PutExemptionHandler> logger)
{
    public async Task<Result<Done>> HandleAsync(PutExemption command, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (command.Exempt && (DisciplineProblems.Words("reason", command.Reason, DisciplineProblems.LongestNote) ?? WrongEnd(command.Until, now)) is { } problem) { return problem; }

        await using var transaction = await database.BeginAsync(command.Brand, ct);
        await transaction.ExecuteAsync(
            command.Exempt
                ? """
                  insert into exempt_members (brand_id, member_id, reason, set_at, set_by, until) values (@Brand, @Member, @Reason, @now, @By, @Until)
                  on conflict (brand_id, member_id) do update set reason = excluded.reason, set_at = excluded.set_at, set_by = excluded.set_by, until = excluded.until
                  """
                : "delete from exempt_members where brand_id = @Brand and member_id = @Member",
            new { command.Brand, command.Member, command.Reason, now, command.By, command.Until },
            ct);
        await transaction.CommitAsync(ct);
        Log.Set(logger, command.By, command.Member, command.Exempt, command.Until);
        return default(Done);
    }

    private static Problem? WrongEnd(DateTimeOffset? until, DateTimeOffset now) =>
        until is { } end && (end <= now || end > now.AddDays(DisciplineProblems.LongestExemptionDays)) ? DisciplineProblems.BadEnd : null;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{By} set the exemption of member {Member} to {Exempt}, until {Until}.")]
        public static partial void Set(ILogger logger, string by, Guid member, bool exempt, DateTimeOffset? until);
    }
}
