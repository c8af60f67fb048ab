using Grpc.Core;
using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Pact;

/// <summary>Every group with what holds there, what came of its notice, and how many of those who joined were reached.</summary>
public sealed partial class PactGroups
{
    private static readonly string[] Notices = ["none", "asked", "confirmed", "failed"];

    private Pages<PactGroup> _pages = default!;
    private int _version;
    private bool _busy;
    private string _said = "";
    private Failure? _failure;

    [Inject] private PactService.PactServiceClient Client { get; set; } = default!;

    /// <summary>Of which brand; empty: of all.</summary>
    [Parameter, EditorRequired] public string Brand { get; set; } = "";

    /// <summary>Only groups whose notice is so; empty: any.</summary>
    [Parameter] public string Notice { get; set; } = "";

    /// <summary>Another one is chosen.</summary>
    [Parameter] public EventCallback<string> NoticeChanged { get; set; }

    /// <summary>A group's own text is wanted.</summary>
    [Parameter] public EventCallback<(string Brand, string Group)> OnWrite { get; set; }

    /// <inheritdoc />
    protected override Task OnInitializedAsync()
    {
        if (!Notices.Contains(Notice)) { Notice = ""; }

        _pages = new Pages<PactGroup>(async (token, size, ct) =>
        {
            var answer = await Client.ListPactGroupsAsync(new ListPactGroupsRequest { BrandId = Brand, Notice = Notice, PageSize = size, PageToken = token }, cancellationToken: ct);
            return new Page<PactGroup>(answer.Groups, answer.NextPageToken, answer.Total);
        });
        return LoadAsync();
    }

    private async Task LoadAsync() => _failure = await TryAsync(Services.Moderation, async () =>
    {
        await _pages.RestartAsync(Gone);
        _version = Brand.Length > 0 ? (await Client.GetPactAsync(new GetPactRequest { BrandId = Brand }, cancellationToken: Gone)).InForce?.Version ?? 0 : 0;
    });

    private async Task MoreAsync() => _failure = await TryAsync(Services.Moderation, () => _pages.MoreAsync(Gone));

    private async Task ChooseAsync(ChangeEventArgs change)
    {
        Notice = (string?)change.Value ?? "";
        await NoticeChanged.InvokeAsync(Notice);
        await LoadAsync();
    }

    // Going on with what is published: groups without the notice get it, those that have it nothing.
    private async Task AskAsync(bool again)
    {
        (_busy, _said) = (true, "");
        var failure = await TryAsync(Services.Moderation, async () =>
        {
            using var call = Client.PublishPact(new PublishPactRequest { BrandId = Brand, Version = _version, Again = again }, deadline: Clock.GetUtcNow().Add(StreamedCall.Longest).UtcDateTime, cancellationToken: Gone);
            await foreach (var news in call.ResponseStream.ReadAllAsync(Gone))
            {
                _said = T.PactProgress(news.Done, news.Groups);
                StateHasChanged();
            }
        });
        _busy = false;
        await LoadAsync();
        _failure = failure ?? _failure;
    }

    private async Task ExportAsync()
    {
        IReadOnlyList<PactGroup> rows = [];
        _failure = await TryAsync(Services.Moderation, async () => rows = await _pages.AllAsync(Gone));
        if (_failure is not null) { return; }

        await Browser.DownloadAsync("pact-groups.csv", CsvFile.Of(
            [T.Group, T.Brand, T.PactVersionThere, T.PactNoticeLabel, T.PactAskedAt, T.PactSettledAt, T.PactReminded, T.PactDelivered, T.PactFailed, T.PactAccepted, T.Reason],
            rows.Select(row => (IReadOnlyList<object?>)
            [
                row.Name, Brands.NameOf(row.BrandId), row.Version, T.PactNotice(row.Notice), FullMoment(row.AskedAt, row.BrandId), FullMoment(row.SettledAt, row.BrandId), row.Reminded, row.Delivered, row.Failed, row.Accepted, row.Reason,
            ])));
    }
}
