using System.Globalization;
using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Rules;

/// <summary>What the version in shadow would have done on live messages so far, and those that ran before it; published or stopped from here.</summary>
public sealed partial class ShadowReport
{
    private const string InShadow = "shadow";
    private const int MostVersions = 100;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);
    private IReadOnlyList<RuleVersion> _ran = [];
    private TrialReport? _report;
    private string _move = "";
    private string _said = "";
    private bool _loaded;
    private Failure? _failure;
    private Failure? _moveFailure;

    [Inject] private RuleService.RuleServiceClient Client { get; set; } = default!;

    [Inject] private RuleTrialService.RuleTrialServiceClient Trials { get; set; } = default!;

    /// <summary>Whose rules.</summary>
    [Parameter, EditorRequired] public RuleScope Scope { get; set; } = default!;

    /// <summary>On whose messages.</summary>
    [Parameter, EditorRequired] public string Brand { get; set; } = "";

    /// <summary>Whether this person may only look.</summary>
    [Parameter] public bool ReadOnly { get; set; }

    /// <summary>The version; 0: the one in shadow, else the last that was.</summary>
    [Parameter] public int Version { get; set; }

    /// <summary>Another version is chosen.</summary>
    [Parameter] public EventCallback<int> VersionChanged { get; set; }

    /// <summary>The version is in force.</summary>
    [Parameter] public EventCallback OnPublished { get; set; }

    /// <summary>There is nothing yet: a draft is to be written.</summary>
    [Parameter] public EventCallback OnEdit { get; set; }

    private RuleVersion? Chosen => _ran.FirstOrDefault(one => one.Version == Version) ?? _ran.FirstOrDefault(one => one.State == InShadow) ?? (_ran.Count > 0 ? _ran[0] : null);

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        await LoadAsync();
        // What ran before counts no more.
        Repeat(Every, () => Chosen is { State: InShadow } && _move.Length == 0 ? RefreshAsync() : Task.CompletedTask);
    }

    private async Task RefreshAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private async Task LoadAsync()
    {
        _failure = await TryAsync(Services.Moderation, async () =>
        {
            var versions = (await Client.ListVersionsAsync(new ListVersionsRequest { Scope = Scope, PageSize = MostVersions }, cancellationToken: Gone)).Versions;
            _ran = [.. versions.Where(version => version.ShadowedAt is not null)];
            if (Chosen is { } chosen) { _report = (await Trials.GetShadowReportAsync(new GetShadowReportRequest { Scope = Scope, Version = chosen.Version, BrandId = Brand }, cancellationToken: Gone)).Report; }

            _loaded = true;
        });
    }

    private Task ChooseAsync(ChangeEventArgs change) => VersionChanged.InvokeAsync(int.Parse((string)change.Value!, CultureInfo.InvariantCulture));

    private void Ask(string move) => (_move, _moveFailure, _said) = (move, null, "");

    private async Task MoveAsync(string reason)
    {
        _moveFailure = await TryAsync(Services.Moderation, async () =>
        {
            var now = (await Client.MoveVersionAsync(new MoveVersionRequest { Scope = Scope, Version = Chosen!.Version, Move = _move, Reason = reason, ReadAt = Chosen.CreatedAt }, cancellationToken: Gone)).Version;
            (_move, _said) = ("", T.Moved(now.Version, now.State));
        });
        if (_moveFailure is not null) { return; }

        await LoadAsync();
        if (Chosen?.State == "published") { await OnPublished.InvokeAsync(); }
    }
}
