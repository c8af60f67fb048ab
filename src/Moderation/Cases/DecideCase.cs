using Steward.Kernel;
using Steward.Moderation.Discipline;
using Steward.Moderation.Learning;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Cases;

/// <summary>A lead's decision on an open case.</summary>
/// <param name="Sanction">What an upheld case is to have as its consequence; empty: what the ladder says.</param>
internal sealed record DecideCase(BrandId Brand, Guid CaseId, string Decision, string Note, string Sanction, string By)
{
    /// <summary>The label under which the case's messages become samples to learn from; empty: nothing is learnt.</summary>
    public string Learn { get; init; } = string.Empty;
}

/// <summary>A decided case, and its consequence when it was upheld.</summary>
/// <param name="Learnt">How many samples to learn from are new.</param>
internal sealed record DecidedCase(Case Case, Penalty? Penalty, int Learnt = 0);

internal sealed partial class DecideCaseHandler(Database database, TimeProvider clock, ILogger<DecideCaseHandler> logger)
{
    public async Task<Result<DecidedCase>> HandleAsync(DecideCase command, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(command.Brand, ct);
        var decided = await RunAsync(command, clock.GetUtcNow(), transaction, ct);
        if (decided.Failed) { return decided; }

        await transaction.CommitAsync(ct);
        Log.Decided(logger, command.By, command.Decision, command.CaseId);
        return decided;
    }

    /// <summary>Decides a case with all that follows, in a transaction that the caller commits when it went well.</summary>
    public static async Task<Result<DecidedCase>> RunAsync(DecideCase command, DateTimeOffset now, BrandTransaction transaction, CancellationToken ct)
    {
        if (await StoredCase.LockAsync(command.Brand, command.CaseId, transaction, ct) is not { } found) { return CaseProblems.NotFound(command.CaseId); }

        var decided = found.Decide(command.Decision, command.Note, command.By, now);
        if (decided.Failed) { return decided.Problem; }

        await StoredCase.PutAsync(decided.Value, transaction, ct);
        var learnt = command.Learn.Length > 0 ? await LearnFromCase.RunAsync(decided.Value, command.Learn, transaction, ct) : 0;
        if (learnt.Failed) { return learnt.Problem; }

        if (decided.Value.State != CaseState.Upheld) { return new DecidedCase(decided.Value, null, learnt.Value); }

        var imposed = await ImposePenalty.RunAsync(decided.Value, command.Sanction, transaction, ct);
        return imposed.Failed ? imposed.Problem : new DecidedCase(decided.Value, imposed.Value, learnt.Value);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{By} {Decision} case {CaseId}.")]
        public static partial void Decided(ILogger logger, string by, string decision, Guid caseId);
    }
}
