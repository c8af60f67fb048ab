using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Cases;

/// <summary>What waits, by brand, class and age, and how long it took to decide.</summary>
public sealed partial class PendingCounts
{
    private IReadOnlyList<PendingCases> _pending = [];
    private IReadOnlyList<ReviewTimes> _times = [];
    private string? _shown;
    private Failure? _failure;

    [Inject] private ReviewService.ReviewServiceClient Client { get; set; } = default!;

    /// <summary>The brand; empty: all.</summary>
    [Parameter, EditorRequired] public string Brand { get; set; } = "";

    /// <summary>A line was chosen: its cases are wanted.</summary>
    [Parameter, EditorRequired] public EventCallback<PendingCases> OnChoose { get; set; }

    /// <summary>Counts anew.</summary>
    public async Task LoadAsync()
    {
        _failure = await TryAsync(Services.Moderation, async () =>
        {
            _pending = (await Client.GetPendingAsync(new GetPendingRequest { BrandId = Brand }, cancellationToken: Gone)).Pending;
            _times = Person?.Leads == true ? (await Client.GetReviewTimesAsync(new GetReviewTimesRequest { BrandId = Brand }, cancellationToken: Gone)).Times : [];
        });
        StateHasChanged();
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Brand) { return; }

        _shown = Brand;
        await LoadAsync();
    }
}
