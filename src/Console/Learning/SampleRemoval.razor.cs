using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Learning;

/// <summary>Takes samples away: counts them, asks why, removes exactly as many as were counted, and can put them back.</summary>
public sealed partial class SampleRemoval
{
    private RemoveSamplesResponse? _counted;
    private RestoreSamplesResponse? _undone;
    private string _reason = "";
    private string _removal = "";
    private Failure? _failure;

    [Inject] private LearningService.LearningServiceClient Client { get; set; } = default!;

    /// <summary>Which samples of which brand.</summary>
    [Parameter, EditorRequired] public RemoveSamplesRequest Request { get; set; } = default!;

    /// <summary>It was closed; the list may have changed.</summary>
    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => CountAsync();

    private async Task CountAsync()
    {
        _counted = null;
        _failure = await TryAsync(Services.Moderation, async () => _counted = await Client.RemoveSamplesAsync(new RemoveSamplesRequest(Request), cancellationToken: Gone));
    }

    private async Task RemoveAsync() => _failure = await TryAsync(Services.Moderation, async () =>
        _removal = (await Client.RemoveSamplesAsync(new RemoveSamplesRequest(Request) { Expected = _counted!.Samples, Reason = _reason.Trim() }, cancellationToken: Gone)).RemovalId);

    private async Task UndoAsync() => _failure = await TryAsync(Services.Moderation, async () =>
        _undone = await Client.RestoreSamplesAsync(new RestoreSamplesRequest { BrandId = Request.BrandId, RemovalId = _removal }, cancellationToken: Gone));
}
