using System.Globalization;
using System.Runtime.CompilerServices;
using Grpc.Core;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using Steward.Console.Shared;
using Steward.Contracts.Members.V1;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Rules;

/// <summary>A version tried on what was said before, or on messages of a file. The service stores nothing of it.</summary>
public sealed partial class BacktestView
{
    private const int MostVersions = 100;
    private const int MostGroups = 500;
    private const int MostDays = 92;
    private const int DaysAtFirst = 7;
    private const int EarliestYear = 2000;
    private const int LatestYear = 2200;
    private const long MostBytes = 64 * 1024 * 1024;
    private IReadOnlyList<RuleVersion> _versions = [];
    private IReadOnlyList<Group> _groups = [];
    private TrialReport? _report;
    private UploadedMessages? _passedOver;
    private IBrowserFile? _file;
    private CancellationTokenSource? _stop;
    private DateOnly _from;
    private DateOnly _to;
    private string _group = "";
    private int _version;
    private int _tried;
    private long _judged;
    private long _done;
    private long _all;
    private bool _fromFile;
    private bool _reading;
    private bool _stopped;
    private bool _unreadable;
    private bool _loaded;
    private Failure? _failure;
    private Failure? _groupsFailure;
    private Failure? _runFailure;

    [Inject] private RuleService.RuleServiceClient Client { get; set; } = default!;

    [Inject] private RuleTrialService.RuleTrialServiceClient Trials { get; set; } = default!;

    [Inject] private GroupService.GroupServiceClient GroupClient { get; set; } = default!;

    [Inject] private MessageHistory History { get; set; } = default!;

    /// <summary>Whose rules.</summary>
    [Parameter, EditorRequired] public RuleScope Scope { get; set; } = default!;

    /// <summary>On whose messages.</summary>
    [Parameter, EditorRequired] public string Brand { get; set; } = "";

    /// <summary>The version to try; 0: the newest draft.</summary>
    [Parameter] public int Version { get; set; }

    private bool Running => _stop is not null;

    /// <summary>Why it cannot begin; empty: it can.</summary>
    private string Hindrance =>
        _fromFile ? _file is null ? T.ChooseFile : _file.Size > MostBytes ? T.ImportTooLarge(MostBytes) : ""
        : _from > _to || _from.Year < EarliestYear || _to.Year > LatestYear || _to.DayNumber - _from.DayNumber >= MostDays ? T.BacktestDays(MostDays) : "";

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _to = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Clock.GetUtcNow(), Brands.ZoneOf(Brand)).DateTime);
        _from = _to.AddDays(1 - DaysAtFirst);
        await LoadAsync();
        await LoadGroupsAsync();
    }

    /// <inheritdoc />
    protected override void OnGone() => _stop?.Cancel();

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task LoadAsync() => _failure = await TryAsync(Services.Moderation, async () =>
    {
        _versions = [.. (await Client.ListVersionsAsync(new ListVersionsRequest { Scope = Scope, PageSize = MostVersions }, cancellationToken: Gone)).Versions];
        _version = (_versions.FirstOrDefault(one => one.Version == Version) ?? _versions.FirstOrDefault(one => one.State is "draft" or "shadow"))?.Version ?? 0;
        _loaded = true;
    });

    private async Task LoadGroupsAsync() => _groupsFailure = await TryAsync(Services.Members, async () =>
        _groups = [.. (await GroupClient.ListGroupsAsync(new ListGroupsRequest { BrandId = Brand, PageSize = MostGroups }, cancellationToken: Gone)).Groups]);

    private void Choose(InputFileChangeEventArgs chosen) => (_file, _report, _passedOver) = (chosen.File, null, null);

    private async Task RunAsync()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Gone);
        (_stop, _report, _passedOver, _runFailure, _stopped, _unreadable, _reading, _judged, _done, _all, _tried) = (stop, null, null, null, false, false, false, 0, 0, 0, _version);
        var failure = await TryAsync(Services.Moderation, async () =>
        {
            try
            {
                using var call = Trials.Backtest(deadline: (Clock.GetUtcNow() + StreamedCall.Longest).UtcDateTime, cancellationToken: stop.Token);
                await StreamedCall.RunAsync(call, RequestsAsync(stop.Token), Hear, stop.Token);
            }
            catch (Exception exception) when (exception is IOException or JSException or TimeoutException)
            {
                // The file was moved, changed or shut off in the browser.
                _unreadable = true;
            }
            catch (Exception exception) when (exception is OperationCanceledException or RpcException && stop.IsCancellationRequested)
            {
                _stopped = true;
            }
        });
        // What failed while messages were read is not the judge's fault.
        (_stop, _runFailure) = (null, _reading && failure is not null ? failure with { Service = Services.Channels } : failure);
    }

    private void Hear(BacktestResponse news)
    {
        (_judged, _report) = (news.Messages, news.Report);
        StateHasChanged();
    }

    private async IAsyncEnumerable<BacktestRequest> RequestsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        yield return new BacktestRequest { Header = new BacktestHeader { BrandId = Brand, Scope = Scope, Version = _tried } };
        await foreach (var part in _fromFile ? FromFileAsync(_file!, ct) : FromHistoryAsync(ct)) { yield return new BacktestRequest { Messages = part }; }
    }

    private async IAsyncEnumerable<BacktestMessages> FromHistoryAsync([EnumeratorCancellation] CancellationToken ct)
    {
        _reading = true;
        var groups = _group.Length > 0 ? [_group] : await History.GroupsAsync(Brand, ct);
        var zone = Brands.ZoneOf(Brand);
        var days = Enumerable.Range(0, _to.DayNumber - _from.DayNumber + 2).Select(day => Moments.FromLocal(_from.AddDays(day).ToDateTime(TimeOnly.MinValue), zone)).ToList();
        _all = (long)groups.Count * (days.Count - 1);
        await foreach (var part in History.ReadAsync(Brand, groups, days, Step, ct))
        {
            _reading = false;
            yield return part;
            _reading = true;
        }

        _reading = false;

        void Step()
        {
            _done++;
            StateHasChanged();
        }
    }

    private async IAsyncEnumerable<BacktestMessages> FromFileAsync(IBrowserFile file, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var stream = file.OpenReadStream(MostBytes, ct);
        (_passedOver, _all) = (new UploadedMessages(file.Name), file.Size);
        await foreach (var part in _passedOver.ReadAsync(stream, ct))
        {
            yield return part;
            _done = Math.Min(_all, _done + part.CalculateSize());
            StateHasChanged();
        }
    }
}
