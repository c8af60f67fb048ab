using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Learning;

/// <summary>Makes a new version of a brand's model from its standing samples.</summary>
internal sealed record Train(BrandId Brand, string Note, string By);

internal sealed class TrainHandler(Database database, RunTrainings trainings, TimeProvider clock)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);

    /// <summary>Begins, or joins who has begun, and watches until there is a version. Whoever stops watching stops nothing.</summary>
    /// <param name="progress">Told how many machines of how many are trained, as that changes.</param>
    public async Task<Result<LearntModel>> HandleAsync(Train command, Func<int, int, Task> progress, CancellationToken ct)
    {
        if (LearningProblems.Wrong("note", command.Note, false) is { } wrong) { return wrong; }

        var begun = await BeginAsync(command, ct);
        if (begun.Failed) { return begun.Problem; }

        var last = (Done: -1, Total: -1);
        using var timer = new PeriodicTimer(Glance, clock);
        do
        {
            await using var transaction = await database.BeginAsync(command.Brand, ct);
            var state = await begun.Value.StateAsync(transaction, ct);
            if ((state.Done, state.Total) != last)
            {
                last = (state.Done, state.Total);
                await progress(state.Done, state.Total);
            }

            if (state.Version is { } version) { return (await StoredModels.FindAsync(command.Brand, version, transaction, ct))!; }

            if (state.State == TrainingState.Failed || state.LeaseUntil < clock.GetUtcNow()) { return LearningProblems.BrokenOff(state.Problem.Length > 0 ? state.Problem : "whoever trained is gone"); }
        }
        while (await timer.WaitForNextTickAsync(ct));

        throw new OperationCanceledException(ct);
    }

    private async Task<Result<TrainingRun>> BeginAsync(Train command, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(command.Brand, ct);
        var most = await transaction.SingleAsync<int>(
            "select coalesce(max(n), 0)::int from (select count(*) as n from learning_samples where brand_id = @brand and removal_id is null group by label) labels", new { brand = command.Brand }, ct);
        if (most < LearnModel.FewestSamples) { return LearningProblems.NothingToLearn(LearnModel.FewestSamples); }

        var (training, isNew) = await TrainingRun.BeginAsync(command.Brand, command.By, command.Note, clock.GetUtcNow(), transaction, ct);
        await transaction.CommitAsync(ct);
        if (isNew) { trainings.Take(training); }

        return training;
    }
}
