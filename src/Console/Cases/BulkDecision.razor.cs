using Grpc.Core;
using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Cases;

/// <summary>Decides all cases of a filter: counts them, asks, and decides exactly those that were counted.</summary>
public sealed partial class BulkDecision
{
    private PreviewBulkResponse? _preview;
    private BulkReport? _report;
    private string _decision = "dismissed";
    private string _sanction = "";
    private string _note = "";
    private bool _asked;
    private bool _running;
    private int _done;
    private Failure? _failure;

    [Inject] private ReviewService.ReviewServiceClient Client { get; set; } = default!;

    /// <summary>The brand.</summary>
    [Parameter, EditorRequired] public string Brand { get; set; } = "";

    /// <summary>Which cases.</summary>
    [Parameter, EditorRequired] public PreviewBulkRequest Filter { get; set; } = default!;

    /// <summary>It was closed; the list may have changed.</summary>
    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => CountAsync();

    private async Task CountAsync()
    {
        (_asked, _preview) = (false, null);
        _failure = await TryAsync(Services.Moderation, async () => _preview = await Client.PreviewBulkAsync(new PreviewBulkRequest(Filter) { BrandId = Brand }, cancellationToken: Gone));
    }

    private async Task DecideAsync()
    {
        (_running, _asked, _done) = (true, false, 0);
        var request = new DecideBulkRequest { BrandId = Brand, BulkId = _preview!.BulkId, Decision = _decision, Note = _note.Trim(), Sanction = _decision == "upheld" ? _sanction : "" };
        _failure = await TryAsync(Services.Moderation, async () =>
        {
            // Minutes, not the seconds that a call may usually take.
            using var call = Client.DecideBulk(request, deadline: Clock.GetUtcNow().AddMinutes(30).UtcDateTime, cancellationToken: Gone);
            await foreach (var news in call.ResponseStream.ReadAllAsync(Gone))
            {
                (_done, _report) = (news.Done, news.Report);
                StateHasChanged();
            }
        });
        _running = false;
    }
}
