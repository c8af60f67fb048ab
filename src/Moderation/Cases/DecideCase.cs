using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Cases;

/// <summary>A lead's decision on an open case.</summary>
internal sealed record DecideCase(BrandId Brand, Guid CaseId, string Decision, string Note, string By);

internal sealed partial class DecideCaseHandler(Database database, TimeProvider clock, ILogger<DecideCaseHandler> logger)
{
    public async Task<Result<Case>> HandleAsync(DecideCase command, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(command.Brand, ct);
        var args = new { brand = command.Brand, command.CaseId };
        if (await transaction.SingleOrDefaultAsync<Case>($"select {StoredCase.Columns} from cases where brand_id = @brand and case_id = @CaseId for update", args, ct) is not { } found)
        {
            return CaseProblems.NotFound(command.CaseId);
        }

        var decided = found.Decide(command.Decision, command.Note, command.By, clock.GetUtcNow());
        if (decided.Failed) { return decided; }

        await transaction.ExecuteAsync(
            "update cases set state = @State, note = @Note, decided_by = @DecidedBy, decided_at = @DecidedAt where brand_id = @BrandId and case_id = @CaseId",
            decided.Value,
            ct);
        await transaction.CommitAsync(ct);
        Log.Decided(logger, command.By, command.Decision, command.CaseId);
        return decided;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{By} {Decision} case {CaseId}.")]
        public static partial void Decided(ILogger logger, string by, string decision, Guid caseId);
    }
}
