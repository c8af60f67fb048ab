using System.Globalization;
using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Rules;

/// <summary>Rules, for leads: what holds and where it comes from, drafts, versions, who did what, packs. Every level is edited in the same way.</summary>
public sealed partial class RulesPage
{
    private const string AgencyLevel = "agency";
    private static readonly string[] Views = ["force", "draft", "import", "backtest", "shadow", "versions", "changes", "packs"];

    private IReadOnlyList<RulePack> _packs = [];
    private Failure? _failure;
    private bool _ready;
    private int _turn;

    [Inject] private RulePackService.RulePackServiceClient Packs { get; set; } = default!;

    private bool Leads => Person?.Leads == true;

    // The agency's rules hold for every brand.
    private bool ReadOnly => Level == AgencyLevel && Person?.Caller.MayChangeForAll != true;

    /// <summary>The brand that is shown: these pages are of one brand at a time.</summary>
    private string Chosen { get => Brand.Length > 0 ? Brand : BrandsOf("").FirstOrDefault(""); set => Brand = value; }

    private string Level { get => Kept("level", [AgencyLevel, .. _packs.Select(pack => pack.PackId)]); set => Keep("level", value); }

    private string View { get => Kept("view", Views, "force"); set => Keep("view", value, "force"); }

    private string GroupId { get => Guid.TryParse(Kept("group"), out _) ? Kept("group") : ""; set => Keep("group", value); }

    private string Rule { get => Kept("rule"); set => Keep("rule", value); }

    private int Draft
    {
        get => int.TryParse(Kept("draft"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
        set => Keep("draft", value > 0 ? value.ToString(CultureInfo.InvariantCulture) : "");
    }

    /// <summary>The version whose trial is looked at; 0: the one in shadow.</summary>
    private int Tried
    {
        get => int.TryParse(Kept("tried"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
        set => Keep("tried", value > 0 ? value.ToString(CultureInfo.InvariantCulture) : "");
    }

    private RuleScope Scope => Level == AgencyLevel ? new RuleScope { Agency = true } : new RuleScope { BrandId = Chosen, PackId = Level };

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        await Brands.LoadAsync();
        // Names of colleagues adorn; ids do when Staffing is down.
        await TryAsync(Services.Staffing, () => People.LoadAsync(Gone));
        await ReloadAsync();
    }

    /// <inheritdoc />
    protected override async Task ReloadAsync()
    {
        if (!Leads) { return; }

        await Brands.LoadAsync();
        _failure = BrandsMissing(Chosen) ?? await TryAsync(Services.Moderation, async () => _packs = [.. (await Packs.ListPacksAsync(new ListPacksRequest { BrandId = Chosen }, cancellationToken: Gone)).Packs]);
        _ready = _failure is null;
        _turn++;
        StateHasChanged();
    }

    /// <inheritdoc />
    protected override void OnBrandChanged()
    {
        (Level, GroupId, Rule, Draft, Tried) = (Level == AgencyLevel ? AgencyLevel : "", "", "", 0, 0);
    }

    private Task ShowAsync(string view)
    {
        (View, Rule) = (view, "");
        return Task.CompletedTask;
    }

    private void ChooseGroupAsync(string group) => GroupId = group;

    private void ChooseDraft(int version) => Draft = version;

    private void ChooseRule(string rule) => Rule = rule;

    // Whatever level wrote it: it is changed at the level that is chosen.
    private void ChangeRuleAsync(string rule) => (View, Rule) = ("draft", rule);

    private void EditAsync(int version) => (View, Draft, Rule) = ("draft", version, "");

    private void ChooseTried(int version) => Tried = version;

    private Task ToShadowAsync(int version)
    {
        (View, Tried) = ("shadow", version);
        return Task.CompletedTask;
    }

    private Task ToBacktestAsync(int version)
    {
        (View, Tried) = ("backtest", version);
        return Task.CompletedTask;
    }

    private void EditPackAsync(string pack) => (View, Level, Draft, Rule) = ("draft", pack, 0, "");
}
