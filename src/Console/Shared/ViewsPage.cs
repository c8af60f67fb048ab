namespace Steward.Console.Shared;

/// <summary>A page of several views over one brand or all of them; each view reads for itself, and anew when <see cref="Turn"/> has moved.</summary>
public abstract class ViewsPage : FilteredPage
{
    /// <summary>What went wrong on the page itself; views show their own.</summary>
    private protected Failure? Failure { get; set; }

    /// <summary>Whether there is something to show views of.</summary>
    private protected bool Ready { get; private set; }

    /// <summary>Part of each view's key: a new turn is a new view.</summary>
    private protected int Turn { get; private set; }

    /// <summary>The brand of a view that is of one brand: the chosen one, else the first.</summary>
    private protected string OneBrand => Brand.Length > 0 ? Brand : BrandsOf("").FirstOrDefault("");

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
        Turn++;
        Failure = BrandsMissing(Brand) ?? await ReadAsync();
        Ready = Failure is null;
        StateHasChanged();
    }

    /// <summary>Reads what the page itself shows.</summary>
    private protected virtual Task<Failure?> ReadAsync() => Task.FromResult<Failure?>(null);

    /// <summary>Shows another brand, or with none all of them.</summary>
    private protected Task ChooseBrandAsync(string brand)
    {
        Brand = brand;
        return ReloadAsync();
    }
}
