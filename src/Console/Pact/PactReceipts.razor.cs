using Grpc.Core;
using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Pact;

/// <summary>Who was reminded of which version, and what is known to have come of it.</summary>
public sealed partial class PactReceipts
{
    private const int UsualDays = 7;
    private static readonly string[] States = ["asked", "delivered", "failed", "accepted"];

    private Pages<Receipt> _pages = default!;
    private ReceiptTotals? _totals;
    private int _version;
    private bool _reminding;
    private int _days = UsualDays;
    private int? _reach;
    private bool _busy;
    private string _said = "";
    private Failure? _failure;
    private Failure? _namesFailure;
    private Failure? _remindFailure;

    [Inject] private PactService.PactServiceClient Client { get; set; } = default!;

    /// <summary>Of which brand; empty: of all.</summary>
    [Parameter, EditorRequired] public string Brand { get; set; } = "";

    /// <summary>One state; empty: any.</summary>
    [Parameter] public string State { get; set; } = "";

    /// <summary>Another state is chosen.</summary>
    [Parameter] public EventCallback<string> StateChanged { get; set; }

    /// <summary>Only in a group; empty: in all.</summary>
    [Parameter] public string Group { get; set; } = "";

    /// <summary>Another group is chosen.</summary>
    [Parameter] public EventCallback<string> GroupChanged { get; set; }

    private bool Narrow => State.Length > 0 || Group.Length > 0;

    /// <inheritdoc />
    protected override Task OnInitializedAsync()
    {
        if (!States.Contains(State)) { State = ""; }

        _pages = new Pages<Receipt>(async (token, size, ct) =>
        {
            var answer = await Client.ListReceiptsAsync(new ListReceiptsRequest { BrandId = Brand, GroupId = Group, State = State, PageSize = size, PageToken = token }, cancellationToken: ct);
            _totals = answer.Totals;
            return new Page<Receipt>(answer.Receipts, answer.NextPageToken, answer.Total);
        });
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        _failure = await TryAsync(Services.Moderation, async () =>
        {
            await _pages.RestartAsync(Gone);
            _version = Brand.Length > 0 ? (await Client.GetPactAsync(new GetPactRequest { BrandId = Brand }, cancellationToken: Gone)).InForce?.Version ?? 0 : 0;
        });
        await LoadNamesAsync();
    }

    private async Task MoreAsync()
    {
        _failure = await TryAsync(Services.Moderation, () => _pages.MoreAsync(Gone));
        await LoadNamesAsync();
    }

    private async Task LoadNamesAsync()
    {
        StateHasChanged();
        _namesFailure = await TryAsync(Services.Members, () => Names.LoadAsync(_pages.Rows.Select(row => (row.BrandId, row.GroupId, row.MemberId)), Gone));
        StateHasChanged();
    }

    private async Task ChooseStateAsync(ChangeEventArgs change)
    {
        State = (string?)change.Value ?? "";
        await StateChanged.InvokeAsync(State);
        await LoadAsync();
    }

    private async Task ChooseAllGroupsAsync()
    {
        Group = "";
        await GroupChanged.InvokeAsync("");
        await LoadAsync();
    }

    private async Task CountAsync() => _remindFailure = await TryAsync(Services.Moderation, async () =>
        _reach = (await Client.PreviewPactAsync(new PreviewPactRequest { BrandId = Brand, Days = _days }, cancellationToken: Gone)).Members);

    private async Task RemindAsync()
    {
        _busy = true;
        _remindFailure = await TryAsync(Services.Moderation, async () =>
        {
            using var call = Client.RemindMembers(new RemindMembersRequest { BrandId = Brand, Version = _version, Days = _days }, deadline: Clock.GetUtcNow().Add(StreamedCall.Longest).UtcDateTime, cancellationToken: Gone);
            await foreach (var news in call.ResponseStream.ReadAllAsync(Gone))
            {
                _said = T.PactReminderProgress(news.Done, news.Members);
                StateHasChanged();
            }
        });
        _busy = false;
        if (_remindFailure is not null) { return; }

        _reminding = false;
        await LoadAsync();
    }

    private static string BadgeOf(string state) => state switch { "asked" => "waiting", "delivered" => "dispatched", "accepted" => "confirmed", _ => state };

    private async Task ExportAsync()
    {
        IReadOnlyList<Receipt> rows = [];
        _failure = await TryAsync(Services.Moderation, async () => rows = await _pages.AllAsync(Gone));
        if (_failure is not null) { return; }

        _namesFailure = await TryAsync(Services.Members, () => Names.LoadAsync(rows.Select(row => (row.BrandId, row.GroupId, row.MemberId)), Gone));
        await Browser.DownloadAsync("pact-receipts.csv", CsvFile.Of(
            [T.PactAskedAt, T.Brand, T.Member, T.Group, T.VersionLabel, T.StateLabel, T.PactJoinedAt, T.PactSettledAt, T.PactAnswer, T.Reason],
            rows.Select(row => (IReadOnlyList<object?>)
            [
                FullMoment(row.AskedAt, row.BrandId), Brands.NameOf(row.BrandId), Names.Member(row.BrandId, row.MemberId), Names.Group(row.BrandId, row.GroupId), row.Version, T.ReceiptState(row.State), FullMoment(row.JoinedAt, row.BrandId),
                FullMoment(row.SettledAt, row.BrandId), row.AcceptedText, row.Reason,
            ])));
    }
}
