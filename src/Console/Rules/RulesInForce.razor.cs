using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Members.V1;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Rules;

/// <summary>What holds for a group of a brand: every rule of every level, where it comes from and what lower levels made of it.</summary>
public sealed partial class RulesInForce
{
    private const int MostGroups = 500;
    private IReadOnlyList<ExplainedRule> _rules = [];
    private IReadOnlyList<string> _idle = [];
    private IReadOnlyList<Group> _groups = [];
    private string _group = "";
    private string _class = "";
    private string _from = "";
    private string _search = "";
    private bool _loaded;
    private Failure? _failure;
    private Failure? _groupsFailure;

    [Inject] private RuleService.RuleServiceClient Client { get; set; } = default!;

    [Inject] private GroupService.GroupServiceClient GroupClient { get; set; } = default!;

    /// <summary>Whose rules.</summary>
    [Parameter, EditorRequired] public string Brand { get; set; } = "";

    /// <summary>For which group; empty: for those without a pack.</summary>
    [Parameter] public string Group { get; set; } = "";

    /// <summary>Another group is chosen.</summary>
    [Parameter] public EventCallback<string> GroupChanged { get; set; }

    /// <summary>A rule is to be changed.</summary>
    [Parameter] public EventCallback<string> OnChange { get; set; }

    /// <summary>A first rule is to be written.</summary>
    [Parameter] public EventCallback OnEdit { get; set; }

    private IReadOnlyList<ExplainedRule> Shown =>
    [
        .. _rules.Where(rule => (_class.Length == 0 || rule.OffenceClass == _class) && (_from.Length == 0 || rule.Level == _from)
            && (_search.Trim().Length == 0 || rule.RuleId.Contains(_search.Trim(), StringComparison.OrdinalIgnoreCase) || T.RuleSays(rule.Summary, "").Contains(_search.Trim(), StringComparison.OrdinalIgnoreCase))),
    ];

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _group = Group;
        await LoadGroupsAsync();
        await LoadAsync();
    }

    private async Task LoadGroupsAsync() => _groupsFailure = await TryAsync(Services.Members, async () =>
        _groups = [.. (await GroupClient.ListGroupsAsync(new ListGroupsRequest { BrandId = Brand, PageSize = MostGroups }, cancellationToken: Gone)).Groups]);

    private async Task LoadAsync() => _failure = await TryAsync(Services.Moderation, async () =>
    {
        var answer = await Client.ExplainRulesAsync(new ExplainRulesRequest { BrandId = Brand, GroupId = _group }, cancellationToken: Gone);
        (_rules, _idle, _loaded) = ([.. answer.Rules], [.. answer.Idle], true);
    });

    private async Task ChooseAsync()
    {
        await GroupChanged.InvokeAsync(_group);
        await LoadAsync();
    }

    private Task ExportAsync() => Browser.DownloadAsync("rules.csv", CsvFile.Of(
        [T.Rule, T.WhatItSays, T.RuleKindLabel, T.OffenceClass, T.SeverityLabel, T.ComesFrom, T.VersionLabel, T.StateLabel, T.ChangedBelow, T.HitsLabel],
        Shown.Select(rule => (IReadOnlyList<object?>)
        [
            rule.RuleId, T.RuleContent(rule.Summary), T.RuleKindName(rule.Kind), T.Offence(rule.OffenceClass), T.Severity(rule.Severity), T.RuleLevel(rule.Level), rule.Version, rule.Holds ? T.Holds : T.HoldsNot,
            T.List(rule.Changes.Select(T.RuleChangeWords)), rule.Hits,
        ])));
}
