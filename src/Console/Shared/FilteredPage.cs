using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace Steward.Console.Shared;

/// <summary>A page whose filters are part of its address: a reload, a bookmark, a link to a colleague and the way back show the same list.</summary>
public abstract class FilteredPage : ConsolePart
{
    private const string DayFormat = "yyyy-MM-dd";
    private SortedDictionary<string, string> _kept = [];
    private string _path = "";
    private int _writing;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    /// <summary>The brand that is shown; empty: all of them.</summary>
    protected string Brand
    {
        get => BrandsOf("").Contains(Kept("brand")) ? Kept("brand") : "";
        set
        {
            Keep("brand", value);
            OnBrandChanged();
        }
    }

    /// <summary>Words that are looked for.</summary>
    protected string Search
    {
        get => Kept("q");
        set => Keep("q", value);
    }

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        (_kept, _path) = (Read(Navigation.Uri), PathOf(Navigation.Uri));
        Navigation.LocationChanged += OnLocationChanged;
    }

    /// <inheritdoc />
    protected override void OnGone() => Navigation.LocationChanged -= OnLocationChanged;

    /// <summary>Reads the list anew: the filters have changed, here or in the address.</summary>
    protected abstract Task ReloadAsync();

    /// <summary>Lets go of filters that mean something in one brand only.</summary>
    protected virtual void OnBrandChanged()
    {
    }

    /// <summary>Where a filter stands; what nobody chose stands at its default.</summary>
    protected string Kept(string name, string otherwise = "") => _kept.GetValueOrDefault(name, otherwise);

    /// <summary>The same for a choice among few; an address may say anything.</summary>
    protected string Kept(string name, IReadOnlyCollection<string> choices, string otherwise = "") =>
        Kept(name, otherwise) is var kept && (kept.Length == 0 || choices.Contains(kept)) ? kept : otherwise;

    /// <summary>The same for a day; null when none is chosen.</summary>
    protected DateOnly? KeptDay(string name) => DateOnly.TryParseExact(Kept(name), DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>Sets a filter, in the address too.</summary>
    protected void Keep(string name, string? value, string otherwise = "")
    {
        if (value is null || value == otherwise ? !_kept.Remove(name) : _kept.TryGetValue(name, out var before) && before == value) { return; }

        if (value is not null && value != otherwise) { _kept[name] = value; }

        // In place: the way back leads to the page before, not through every letter of a search.
        _writing++;
        Navigation.NavigateTo(QueryHelpers.AddQueryString(_path, _kept!), replace: true);
    }

    /// <summary>Sets a day; null: none.</summary>
    protected void Keep(string name, DateOnly? day) => Keep(name, day?.ToString(DayFormat, CultureInfo.InvariantCulture));

    private static SortedDictionary<string, string> Read(string address) =>
        new(QueryHelpers.ParseQuery(new Uri(address).Query).ToDictionary(part => part.Key, part => part.Value.ToString()), StringComparer.Ordinal);

    private static string PathOf(string address) => new Uri(address).GetLeftPart(UriPartial.Path);

    // The browser tells of every change, also of those that this page made.
    private void OnLocationChanged(object? sender, LocationChangedEventArgs change)
    {
        if (_writing > 0)
        {
            _writing--;
            return;
        }

        var asked = Read(change.Location);
        if (PathOf(change.Location) != _path || asked.SequenceEqual(_kept)) { return; }

        _kept = asked;
        _ = RunAsync(ReloadAsync);
    }
}
