using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Rules;

/// <summary>What a version would have done, rule by rule, with messages to look at: the same of live traffic and of a backtest.</summary>
public sealed partial class TrialResult
{
    private const int MostShown = 100;
    private static readonly string[] Outcomes = ["", "gained", "lost", "same"];
    private string _outcome = "";
    private string? _rule;
    private Failure? _namesFailure;

    /// <summary>What it came to.</summary>
    [Parameter, EditorRequired] public TrialReport Report { get; set; } = default!;

    /// <summary>On whose messages.</summary>
    [Parameter, EditorRequired] public string Brand { get; set; } = "";

    /// <summary>How files of it begin.</summary>
    [Parameter, EditorRequired] public string File { get; set; } = "";

    private IReadOnlyList<TrialSample> Shown => [.. Report.Samples.Where(sample => (_outcome.Length == 0 || sample.Outcome == _outcome) && (_rule is null || sample.RuleId == _rule))];

    /// <inheritdoc />
    protected override Task OnParametersSetAsync() => LoadNamesAsync();

    private async Task LoadNamesAsync() => _namesFailure = await TryAsync(Services.Members, () => Names.LoadAsync(Report.Samples.Where(sample => sample.GroupId != Brand).Select(sample => (Brand, sample.GroupId, "")), Gone));

    private RuleSummary? SummaryOf(string rule) => Report.Rules.FirstOrDefault(one => one.RuleId == rule)?.Summary;

    private Task ExportRulesAsync() => Browser.DownloadAsync($"{File}-rules.csv", CsvFile.Of(
        [T.Rule, T.WhatItSays, T.HitsLabel, T.Offences, T.TrialGained, T.TrialLost],
        Report.Rules.Select(rule => (IReadOnlyList<object?>)[rule.RuleId, T.RuleSays(rule.Summary, ""), rule.Hits, rule.Decided, rule.Gained, rule.Lost])));

    private Task ExportSamplesAsync() => Browser.DownloadAsync($"{File}-samples.csv", CsvFile.Of(
        [T.OutcomeLabel, T.Rule, T.WhatItSays, T.SentAt, T.Group, T.Hit, T.Text],
        Shown.Select(sample => (IReadOnlyList<object?>)
        [
            T.TrialOutcome(sample.Outcome), sample.RuleId, T.RuleSays(SummaryOf(sample.RuleId), ""), FullMoment(sample.SentAt, Brand), sample.GroupId == Brand ? "" : Names.Group(Brand, sample.GroupId), sample.Matched, sample.Text,
        ])));
}
