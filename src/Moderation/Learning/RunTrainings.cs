using System.Threading.Channels;
using Steward.Moderation.Classification;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Learning;

/// <summary>Does the trainings of this process, one after the other, so that memory stays bounded and screening keeps its other cores. Who asked for one may have gone long ago.</summary>
internal sealed partial class RunTrainings(Database database, TimeProvider clock, ILogger<RunTrainings> logger) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private readonly Channel<TrainingRun> _begun = Channel.CreateUnbounded<TrainingRun>();
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Takes one that was begun, after its transaction committed.</summary>
    public void Take(TrainingRun training) => _begun.Writer.TryWrite(training);

    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = new List<Task>();
        try
        {
            await foreach (var training in _begun.Reader.ReadAllAsync(stoppingToken))
            {
                running.RemoveAll(task => task.IsCompleted);
                running.Add(RunAsync(training, stoppingToken));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(running);
        }
    }

    /// <summary>One training from its turn to its end. While it waits for its turn its lease is renewed already.</summary>
    private async Task RunAsync(TrainingRun training, CancellationToken stopping)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var progress = new Progress();
        var beating = BeatAsync(training, progress, lost);
        try
        {
            await _turn.WaitAsync(lost.Token);
            try
            {
                await TrainAsync(training, progress, lost.Token);
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            Log.Abandoned(logger, training.RunId);
        }
        catch (Exception failure)
        {
            // Whoever waits is told, and the next may train; the process goes on screening.
            Log.Failed(logger, failure, training.RunId);
            await TryFailAsync(training, "an error that is in the log", stopping);
        }
        finally
        {
            await lost.CancelAsync();
            await beating;
        }
    }

    private async Task TrainAsync(TrainingRun training, Progress progress, CancellationToken ct)
    {
        var (samples, before) = await ReadAsync(training, ct);
        var lesson = await Task.Factory.StartNew(() => LearnModel.Of(samples, ShippedModel.Model, progress.Set, ct), ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (lesson is null)
        {
            await FailAsync(training, "no label has samples enough any more", ct);
            return;
        }

        var after = new ModelVersion(before.Version + 1, lesson.Model, lesson.Samples.Zip(lesson.Held).ToDictionary(one => one.First, one => one.Second), new Dictionary<Guid, float>());
        var evaluation = ModelComparison.Of(before, after, samples, ct);
        await using var transaction = await database.BeginAsync(training.Brand, ct);
        var version = await StoredModels.AddAsync(training.Brand, lesson, evaluation, training.By, clock.GetUtcNow(), training.Note, transaction, ct);
        if (!await training.RenewAsync(progress.Done, progress.Total, clock.GetUtcNow(), transaction, ct) || !await training.EndAsync(version, string.Empty, transaction, ct)) { return; }

        await transaction.CommitAsync(ct);
        Log.Trained(logger, training.By, version, lesson.Model.Version, lesson.Samples.Count);
    }

    private async Task<(IReadOnlyList<LearntSample> Samples, ModelVersion Running)> ReadAsync(TrainingRun training, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(training.Brand, ct);
        return (await StoredSamples.StandingAsync(training.Brand, transaction, ct), await StoredModels.RunningAsync(training.Brand, transaction, ct));
    }

    private async Task FailAsync(TrainingRun training, string problem, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(training.Brand, ct);
        await training.EndAsync(null, problem, transaction, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Says that it failed, where the database answers; else its lease runs out.</summary>
    private async Task TryFailAsync(TrainingRun training, string problem, CancellationToken ct)
    {
        try
        {
            await FailAsync(training, problem, ct);
        }
        catch (Exception failure) when (failure is Npgsql.NpgsqlException or OperationCanceledException)
        {
            Log.Unrenewed(logger, failure, training.RunId);
        }
    }

    /// <summary>Renews the lease until the training has ended. One that was taken for dead meanwhile is given up.</summary>
    private async Task BeatAsync(TrainingRun training, Progress progress, CancellationTokenSource lost)
    {
        using var timer = new PeriodicTimer(Beat, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(lost.Token))
            {
                await using var transaction = await database.BeginAsync(training.Brand, lost.Token);
                var mine = await training.RenewAsync(progress.Done, progress.Total, clock.GetUtcNow(), transaction, lost.Token);
                await transaction.CommitAsync(lost.Token);
                if (!mine) { await lost.CancelAsync(); }
            }
        }
        catch (OperationCanceledException)
        {
            // Over.
        }
        catch (Npgsql.NpgsqlException failure)
        {
            // The lease runs out; whether the training can still be kept its end will show.
            Log.Unrenewed(logger, failure, training.RunId);
        }
    }

    private sealed class Progress
    {
        private volatile int _done;
        private volatile int _total;

        public int Done => _done;

        public int Total => _total;

        public void Set(int done, int total) => (_total, _done) = (total, done);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{By} trained version {Version} of the model, {ModelId}, on {Samples} samples.")]
        public static partial void Trained(ILogger logger, string by, int version, string modelId, int samples);

        [LoggerMessage(2, LogLevel.Warning, "Training {Run} was given up.")]
        public static partial void Abandoned(ILogger logger, Guid run);

        [LoggerMessage(3, LogLevel.Error, "Training {Run} failed.")]
        public static partial void Failed(ILogger logger, Exception failure, Guid run);

        [LoggerMessage(4, LogLevel.Warning, "The lease of training {Run} could not be renewed.")]
        public static partial void Unrenewed(ILogger logger, Exception failure, Guid run);
    }
}
