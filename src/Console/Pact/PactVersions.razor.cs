using System.Globalization;
using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Pact;

/// <summary>Every version, with what it says and how it differs from the one before it of the same scope.</summary>
public sealed partial class PactVersions
{
    private Pages<Contracts.Moderation.V1.Pact> _pages = default!;
    private Contracts.Moderation.V1.Pact? _open;
    private bool _ending;
    private Failure? _failure;
    private Failure? _endFailure;

    [Inject] private PactService.PactServiceClient Client { get; set; } = default!;

    /// <summary>Whose versions.</summary>
    [Parameter, EditorRequired] public string Brand { get; set; } = "";

    /// <summary>Only of a group; empty: of the brand and all its groups.</summary>
    [Parameter] public string Group { get; set; } = "";

    /// <summary>One was ended.</summary>
    [Parameter] public EventCallback OnChanged { get; set; }

    /// <inheritdoc />
    protected override Task OnInitializedAsync()
    {
        _pages = new Pages<Contracts.Moderation.V1.Pact>(async (token, size, ct) =>
        {
            var answer = await Client.ListPactsAsync(new ListPactsRequest { BrandId = Brand, GroupId = Group, PageSize = size, PageToken = token }, cancellationToken: ct);
            return new Page<Contracts.Moderation.V1.Pact>(answer.Pacts, answer.NextPageToken, answer.Total);
        });
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        _failure = await TryAsync(Services.Moderation, () => _pages.RestartAsync(Gone));
        await LoadNamesAsync();
    }

    private async Task MoreAsync()
    {
        _failure = await TryAsync(Services.Moderation, () => _pages.MoreAsync(Gone));
        await LoadNamesAsync();
    }

    // Names of groups adorn; ids do when Members is down.
    private async Task LoadNamesAsync() => await TryAsync(Services.Members, () => Names.LoadAsync(_pages.Rows.Select(row => (Brand, row.GroupId, "")), Gone));

    private void Open(Contracts.Moderation.V1.Pact row) => (_open, _ending, _endFailure) = (row, false, null);

    private Contracts.Moderation.V1.Pact? Before(Contracts.Moderation.V1.Pact one) => _pages.Rows.FirstOrDefault(row => row.Version < one.Version && row.GroupId == one.GroupId);

    private async Task EndAsync()
    {
        _endFailure = await TryAsync(Services.Moderation, async () => await Client.EndPactAsync(new EndPactRequest { BrandId = Brand, Version = _open!.Version }, cancellationToken: Gone));
        if (_endFailure is not null) { return; }

        _open = null;
        await OnChanged.InvokeAsync();
    }

    private async Task ExportAsync()
    {
        IReadOnlyList<Contracts.Moderation.V1.Pact> rows = [];
        _failure = await TryAsync(Services.Moderation, async () => rows = await _pages.AllAsync(Gone));
        if (_failure is not null) { return; }

        await Browser.DownloadAsync("pact-versions.csv", CsvFile.Of(
            [T.VersionLabel, T.PactScope, T.StateLabel, T.PactPublishedAt, T.PactPublishedBy, T.PactNote, T.PactText, T.PactReminder],
            rows.Select(row => (IReadOnlyList<object?>)
            [
                row.Version.ToString(CultureInfo.InvariantCulture), row.GroupId.Length > 0 ? Names.Group(Brand, row.GroupId) : T.PactOfBrand, T.PactState(row.State), FullMoment(row.PublishedAt, Brand),
                row.PublishedAt is null ? "" : People.NameOf(row.PublishedBy), row.Note, row.Text, row.Remind ? row.Reminder : "",
            ])));
    }
}
