using Steward.Kernel;
using Steward.Moderation.Learning;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Discipline;

/// <summary>A lead's decision on an open appeal.</summary>
internal sealed record DecideAppeal(BrandId Brand, Guid AppealId, string Decision, string Note, string By);

/// <summary>An appeal and the penalty that it is against.</summary>
internal sealed record AppealFile(Appeal Appeal, Penalty Penalty);

/// <summary>Decides an appeal. An overturned penalty counts no longer from then on, whatever was done because of it, and nothing is learnt from its case.</summary>
internal sealed partial class DecideAppealHandler(Database database, TimeProvider clock, ILogger<DecideAppealHandler> logger)
{
    public async Task<Result<AppealFile>> HandleAsync(DecideAppeal command, CancellationToken ct)
    {
        if (command.Decision is not (AppealState.Rejected or AppealState.Overturned)) { return DisciplineProblems.Field("decision", "rejected or overturned"); }

        if (DisciplineProblems.Words("note", command.Note, DisciplineProblems.LongestNote) is { } problem) { return problem; }

        await using var transaction = await database.BeginAsync(command.Brand, ct);
        var args = new { brand = command.Brand, command.AppealId };
        if (await transaction.SingleOrDefaultAsync<Appeal>($"select {Appeal.Columns} from appeals where brand_id = @brand and appeal_id = @AppealId for update", args, ct) is not { } appeal)
        {
            return DisciplineProblems.NoAppeal(command.AppealId);
        }

        if (appeal.State != AppealState.Open) { return DisciplineProblems.AppealDecided; }

        var penalty = await transaction.SingleAsync<Penalty>($"select {StoredPenalties.Columns} from penalties where brand_id = @BrandId and case_id = @CaseId for update", appeal, ct);
        if (penalty.DecidedBy == command.By) { return DisciplineProblems.OwnDecision; }

        var decided = appeal with { State = command.Decision, Note = command.Note, Reviewer = command.By, DecidedAt = clock.GetUtcNow() };
        await transaction.ExecuteAsync("update appeals set state = @State, note = @Note, reviewer = @Reviewer, decided_at = @DecidedAt where brand_id = @BrandId and appeal_id = @AppealId", decided, ct);
        if (decided.State == AppealState.Overturned)
        {
            penalty = penalty with { OverturnedAt = decided.DecidedAt };
            await transaction.ExecuteAsync("update penalties set overturned_at = @OverturnedAt where brand_id = @BrandId and case_id = @CaseId", penalty, ct);
            await LearnFromCase.TakeBackAsync(appeal.BrandId, appeal.CaseId, command.By, decided.DecidedAt!.Value, transaction, ct);
        }

        await transaction.CommitAsync(ct);
        Log.Decided(logger, command.By, command.Decision, command.AppealId);
        return new AppealFile(decided, penalty);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{By} {Decision} appeal {AppealId}.")]
        public static partial void Decided(ILogger logger, string by, string decision, Guid appealId);
    }
}
