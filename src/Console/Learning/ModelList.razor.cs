using Grpc.Core;
using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Learning;

/// <summary>A brand's versions of the model: trains new ones, shows how they do, lets one judge, goes back.</summary>
public sealed partial class ModelList
{
    private ListModelsResponse? _book;
    private LearntModel? _open;
    private Failure? _failure;
    private bool _training;
    private bool _rolling;
    private int _done;
    private int _total;
    private string _note = "";
    private string _reason = "";
    private string _said = "";

    [Inject] private LearningService.LearningServiceClient Client { get; set; } = default!;

    /// <summary>The brand.</summary>
    [Parameter, EditorRequired] public string Brand { get; set; } = "";

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync() => _failure = await TryAsync(Services.Moderation, async () => _book = await Client.ListModelsAsync(new ListModelsRequest { BrandId = Brand }, cancellationToken: Gone));

    private void Open(LearntModel row) => _open = row;

    // The service goes on when this page is closed; whoever presses again watches the same training.
    private async Task TrainAsync()
    {
        (_training, _done, _total, _said) = (true, 0, 0, "");
        LearntModel? trained = null;
        var failure = await TryAsync(Services.Moderation, async () =>
        {
            // Minutes, not the seconds that a call may usually take.
            using var call = Client.Train(new TrainRequest { BrandId = Brand, Note = _note.Trim() }, deadline: Clock.GetUtcNow().AddMinutes(30).UtcDateTime, cancellationToken: Gone);
            await foreach (var news in call.ResponseStream.ReadAllAsync(Gone))
            {
                (_done, _total, trained) = (news.Done, news.Total, news.Model);
                StateHasChanged();
            }
        });
        _training = false;
        await LoadAsync();
        _failure = failure ?? _failure;
        if (trained is not null) { (_note, _said, _open) = ("", T.Trained(trained.Version), trained); }
    }

    private async Task RollBackAsync()
    {
        _rolling = false;
        var failure = await TryAsync(Services.Moderation, async () => _said = T.NowRuns((await Client.RollBackModelAsync(new RollBackModelRequest { BrandId = Brand, Reason = _reason.Trim() }, cancellationToken: Gone)).Running));
        _reason = "";
        await LoadAsync();
        _failure = failure ?? _failure;
    }

    private async Task ClosedAsync()
    {
        _open = null;
        await LoadAsync();
    }

    private async Task ExportAsync() => await Browser.DownloadAsync("models.csv", CsvFile.Of(
        [T.ModelVersion, T.ModelId, T.SampleCount, T.MadeAt, T.TrainedBy, T.NoteLabel, T.AgainstRunning, T.StateLabel],
        (_book?.Models ?? []).Select(row => (IReadOnlyList<object?>)
        [
            T.ModelName(row.Version), row.ModelId, row.Samples, FullMoment(row.MadeAt, Brand), People.NameOf(row.MadeBy), row.Note, row.Evaluation is { } evaluation ? T.Verdict(evaluation.Objections.Count) : "", row.Running ? T.RunningNow : "",
        ])));
}
