using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Rules;

/// <summary>The versions of one level's rules; what can be done with each is asked back for with a reason.</summary>
public sealed partial class RuleVersions
{
    private const int PageSize = 100;
    private IReadOnlyList<RuleVersion> _versions = [];
    private (RuleVersion Row, string Move)? _asked;
    private (int Version, string Document)? _look;
    private string _said = "";
    private bool _loaded;
    private bool _more;
    private Failure? _failure;
    private Failure? _moveFailure;

    [Inject] private RuleService.RuleServiceClient Client { get; set; } = default!;

    /// <summary>Whose rules.</summary>
    [Parameter, EditorRequired] public RuleScope Scope { get; set; } = default!;

    /// <summary>The brand in whose zone moments are shown.</summary>
    [Parameter, EditorRequired] public string Brand { get; set; } = "";

    /// <summary>Whether this person may only look.</summary>
    [Parameter] public bool ReadOnly { get; set; }

    /// <summary>A draft is to be edited.</summary>
    [Parameter] public EventCallback<int> OnEdit { get; set; }

    /// <summary>What a version did in shadow is wanted.</summary>
    [Parameter] public EventCallback<int> OnShadow { get; set; }

    /// <summary>A version is to be tried on what was said before.</summary>
    [Parameter] public EventCallback<int> OnBacktest { get; set; }

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => LoadAsync();

    private static string[] MovesOf(string state) => state switch
    {
        "draft" => ["publish", "start_shadow"],
        "shadow" => ["publish", "stop_shadow"],
        "superseded" or "rolled_back" => ["roll_back"],
        _ => [],
    };

    private async Task LoadAsync() => _failure = await TryAsync(Services.Moderation, async () =>
    {
        _versions = await ReadAsync(0);
        (_more, _loaded) = (_versions.Count == PageSize, true);
    });

    private async Task MoreAsync() => _failure = await TryAsync(Services.Moderation, async () =>
    {
        var older = await ReadAsync(_versions[^1].Version);
        (_versions, _more) = ([.. _versions, .. older], older.Count == PageSize);
    });

    private async Task<IReadOnlyList<RuleVersion>> ReadAsync(int before) =>
        [.. (await Client.ListVersionsAsync(new ListVersionsRequest { Scope = Scope, Before = before, PageSize = PageSize }, cancellationToken: Gone)).Versions];

    private void Ask(RuleVersion row, string move) => (_asked, _moveFailure, _said) = ((row, move), null, "");

    private async Task LookAsync(RuleVersion row) => _failure = await TryAsync(Services.Moderation, async () =>
    {
        var answer = await Client.GetVersionAsync(new GetVersionRequest { Scope = Scope, Version = row.Version }, cancellationToken: Gone);
        _look = (row.Version, RuleDocumentDraft.Of(answer.Document).ToPrettyJson());
    });

    private async Task MoveAsync(string reason)
    {
        var (row, move) = _asked!.Value;
        _moveFailure = await TryAsync(Services.Moderation, async () =>
        {
            var now = (await Client.MoveVersionAsync(new MoveVersionRequest { Scope = Scope, Version = row.Version, Move = move, Reason = reason, ReadAt = row.CreatedAt }, cancellationToken: Gone)).Version;
            (_asked, _said) = (null, T.Moved(now.Version, now.State));
        });
        if (_moveFailure is null) { await LoadAsync(); }
    }

    private Task ExportAsync() => Browser.DownloadAsync("rule-versions.csv", CsvFile.Of(
        [T.VersionLabel, T.StateLabel, T.NavRules, T.WordsLabel, T.BasedOn, T.Reason, T.MadeBy, T.CreatedAt, T.PublishedBy, T.PublishedLabel],
        _versions.Select(row => (IReadOnlyList<object?>)
        [
            row.Version, T.RuleState(row.State), row.Rules, row.Terms, row.BasedOn, row.Reason, People.NameOf(row.CreatedBy), FullMoment(row.CreatedAt, Brand), row.PublishedBy.Length > 0 ? People.NameOf(row.PublishedBy) : "", FullMoment(row.PublishedAt, Brand),
        ])));
}
