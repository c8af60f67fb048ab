using Steward.Kernel;
using Steward.Moderation.Discipline;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Cases.Review;

/// <summary>Decides the cases of a preview, each as if it were decided alone. Asked again with the same token it goes on where it was broken off.</summary>
internal sealed record DecideBulk(BrandId Brand, Guid BulkId, string Decision, string Note, string Sanction, string By);

/// <summary>What became of the cases of a preview.</summary>
internal static class BulkOutcome
{
    public const string Decided = "decided";

    /// <summary>Somebody decided it meanwhile.</summary>
    public const string DecidedBefore = "decided-before";

    /// <summary>Somebody has it.</summary>
    public const string Held = "held";

    /// <summary>It has offences that were not there when it was counted: nobody has looked at them.</summary>
    public const string Grown = "grown";
}

/// <summary>A case that was left as it is.</summary>
internal sealed record LeftCase
{
    public required Guid CaseId { get; init; }

    /// <summary>See <see cref="BulkOutcome"/>.</summary>
    public required string Outcome { get; init; }
}

/// <summary>How a bulk decision ended.</summary>
internal sealed record BulkReport(int Cases, int Decided, IReadOnlyList<LeftCase> Left);

internal sealed partial class DecideBulkHandler(Database database, TimeProvider clock, ILogger<DecideBulkHandler> logger)
{
    private const int BetweenNews = 20;

    /// <param name="progress">Told how many are done, of how many.</param>
    public async Task<Result<BulkReport>> HandleAsync(DecideBulk command, Func<int, int, Task> progress, CancellationToken ct)
    {
        // What is wrong for all is said before the first.
        if (new Case().Decide(command.Decision, command.Note, command.By, clock.GetUtcNow()) is { Failed: true } wrong) { return wrong.Problem; }

        if (command.Sanction.Length > 0 && !Sanction.All.Contains(command.Sanction)) { return DisciplineProblems.UnknownSanction; }

        if (command.Sanction.Length > 0 && command.Decision != CaseState.Upheld) { return ReviewProblems.SanctionWithoutGuilt; }

        if (command.Sanction.Length > 0 && command.Note.Trim().Length == 0) { return ReviewProblems.NoteForMany; }

        var begun = await BeginAsync(command, ct);
        if (begun.Failed) { return begun.Problem; }

        var (done, all) = begun.Value;
        await progress(done, all);
        while (true)
        {
            var next = await DecideNextAsync(command, ct);
            if (next.Failed) { return next.Problem; }

            if (!next.Value) { break; }

            if (++done % BetweenNews == 0) { await progress(done, all); }
        }

        var report = await ReportAsync(command, ct);
        Log.Decided(logger, command.By, command.Decision, report.Decided, report.Cases);
        return report;
    }

    private async Task<Result<(int Done, int All)>> BeginAsync(DecideBulk command, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(command.Brand, ct);
        var args = new { brand = command.Brand, command.BulkId, command.Decision, command.Note, command.Sanction };
        var found = await transaction.SingleOrDefaultAsync<Begun>("select made_by, made_at, decision, note, sanction from bulk_decisions where brand_id = @brand and bulk_id = @BulkId for update", args, ct);
        if (found?.MadeBy != command.By) { return ReviewProblems.NoPreview(command.BulkId); }

        if (found.Decision.Length > 0 && (found.Decision, found.Note, found.Sanction) != (command.Decision, command.Note, command.Sanction)) { return ReviewProblems.OtherDecision(found.Decision); }

        if (found.Decision.Length == 0 && found.MadeAt + PreviewBulkHandler.Holds < clock.GetUtcNow()) { return ReviewProblems.PreviewTooOld; }

        await transaction.ExecuteAsync("update bulk_decisions set decision = @Decision, note = @Note, sanction = @Sanction where brand_id = @brand and bulk_id = @BulkId", args, ct);
        var counts = await transaction.SingleAsync<(int Done, int All)>("select (count(*) filter (where outcome <> ''))::int, count(*)::int from bulk_cases where brand_id = @brand and bulk_id = @BulkId", args, ct);
        await transaction.CommitAsync(ct);
        return counts;
    }

    /// <summary>One case is one transaction: its decision, its consequence and that it is done.</summary>
    /// <returns>Whether there was one left.</returns>
    private async Task<Result<bool>> DecideNextAsync(DecideBulk command, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(command.Brand, ct);
        var next = await transaction.SingleOrDefaultAsync<Next>(
            "select case_id, offences from bulk_cases where brand_id = @brand and bulk_id = @BulkId and outcome = '' order by place limit 1 for update skip locked", new { brand = command.Brand, command.BulkId }, ct);
        if (next is null) { return false; }

        var outcome = await DecideAsync(command, next, transaction, ct);
        if (outcome.Failed) { return outcome.Problem; }

        await transaction.ExecuteAsync(
            "update bulk_cases set outcome = @outcome where brand_id = @brand and bulk_id = @BulkId and case_id = @CaseId", new { brand = command.Brand, command.BulkId, next.CaseId, outcome = outcome.Value }, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private async Task<Result<string>> DecideAsync(DecideBulk command, Next next, BrandTransaction transaction, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await StoredCase.LockAsync(command.Brand, next.CaseId, transaction, ct) is not { State: CaseState.Open } found) { return BulkOutcome.DecidedBefore; }

        if (found.IsHeld(now) && found.ClaimedBy != command.By) { return BulkOutcome.Held; }

        if (found.Offences != next.Offences) { return BulkOutcome.Grown; }

        var decided = await DecideCaseHandler.RunAsync(new DecideCase(command.Brand, next.CaseId, command.Decision, command.Note, command.Sanction, command.By), now, transaction, ct);
        return decided.Failed ? decided.Problem : BulkOutcome.Decided;
    }

    private async Task<BulkReport> ReportAsync(DecideBulk command, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(command.Brand, ct);
        var args = new { brand = command.Brand, command.BulkId };
        var counts = await transaction.SingleAsync<(int Decided, int All)>("select (count(*) filter (where outcome = 'decided'))::int, count(*)::int from bulk_cases where brand_id = @brand and bulk_id = @BulkId", args, ct);
        var left = await transaction.QueryAsync<LeftCase>("select case_id, outcome from bulk_cases where brand_id = @brand and bulk_id = @BulkId and outcome <> 'decided' order by place", args, ct);
        return new BulkReport(counts.All, counts.Decided, left);
    }

    private sealed record Begun
    {
        public required string MadeBy { get; init; }
        public required DateTimeOffset MadeAt { get; init; }
        public required string Decision { get; init; }
        public required string Note { get; init; }
        public required string Sanction { get; init; }
    }

    private sealed record Next
    {
        public required Guid CaseId { get; init; }
        public required int Offences { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{By} {Decision} {Decided} of {Cases} cases at once.")]
        public static partial void Decided(ILogger logger, string by, string decision, int decided, int cases);
    }
}
