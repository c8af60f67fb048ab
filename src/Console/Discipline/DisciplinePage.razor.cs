using Steward.Console.Shared;

namespace Steward.Console.Discipline;

/// <summary>Whether people are dealt with fairly: appeals, the ladder, who is exempt, and who decided otherwise.</summary>
public sealed partial class DisciplinePage
{
    private static readonly string[] AllViews = ["appeals", "policy", "exempt", "consistency"];
    private Failure? _failure;
    private bool _ready;
    private int _turn;

    // Everybody may read what holds and which appeals there are; how colleagues decided is for leads.
    private string[] Views => Person?.Leads == true ? AllViews : AllViews[..3];

    private string View { get => Kept("view", Views, AllViews[0]); set => Keep("view", value, AllViews[0]); }

    private string State { get => Kept("state", Appeals.States, Appeals.Open); set => Keep("state", value, Appeals.Open); }

    private DateOnly? From { get => KeptDay("from"); set => Keep("from", value); }

    private DateOnly? To { get => KeptDay("to"); set => Keep("to", value); }

    /// <summary>A policy is of one brand.</summary>
    private string OneBrand => Brand.Length > 0 ? Brand : BrandsOf("").FirstOrDefault("");

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
        await Brands.LoadAsync();
        _failure = BrandsMissing(Brand);
        _ready = _failure is null;
        _turn++;
        StateHasChanged();
    }

    private Task ChooseBrandAsync(string brand)
    {
        Brand = brand;
        return ReloadAsync();
    }

    private void ShowAsync(string view) => View = view;

    private void ChooseState(string state) => State = state;
}
