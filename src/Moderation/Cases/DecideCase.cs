using Steward.Kernel;
using Steward.Moderation.Discipline;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Cases;

/// <summary>A lead's decision on an open case.</summary>
/// <param name="Sanction">What an upheld case is to have as its consequence; empty: what the ladder says.</param>
internal sealed record DecideCase(BrandId Brand, Guid CaseId, string Decision, string Note, string Sanction, string By);

/// <summary>A decided case, and its consequence when it was upheld.</summary>
internal sealed record DecidedCase(Case Case, Penalty? Penalty);

internal sealed partial class DecideCaseHandler(Database database, TimeProvider clock, ILogger<DecideCaseHandler> logger)
{
    public async Task<Result<DecidedCase>> HandleAsync(DecideCase command, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(command.Brand, ct);
        var args = new { brand = command.Brand, command.CaseId };
        if (await transaction.SingleOrDefaultAsync<Case>($"select {StoredCase.Columns} from cases where brand_id = @brand and case_id = @CaseId for update", args, ct) is not { } found)
        {
            return CaseProblems.NotFound(command.CaseId);
        }

        var decided = found.Decide(command.Decision, command.Note, command.By, clock.GetUtcNow());
        if (decided.Failed) { return decided.Problem; }

        await transaction.ExecuteAsync(
            "update cases set state = @State, note = @Note, decided_by = @DecidedBy, decided_at = @DecidedAt where brand_id = @BrandId and case_id = @CaseId",
            decided.Value,
            ct);
        Penalty? penalty = null;
        if (decided.Value.State == CaseState.Upheld)
        {
            var imposed = await ImposePenalty.RunAsync(decided.Value, command.Sanction, transaction, ct);
            if (imposed.Failed) { return imposed.Problem; }

            penalty = imposed.Value;
        }

        await transaction.CommitAsync(ct);
        Log.Decided(logger, command.By, command.Decision, command.CaseId);
        return new DecidedCase(decided.Value, penalty);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{By} {Decision} case {CaseId}.")]
        public static partial void Decided(ILogger logger, string by, string decision, Guid caseId);
    }
}
