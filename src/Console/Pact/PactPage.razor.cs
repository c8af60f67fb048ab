namespace Steward.Console.Pact;

/// <summary>The community pact: its text and versions, its notice in every group, and who was reminded of it.</summary>
public sealed partial class PactPage
{
    private static readonly string[] Views = ["text", "groups", "receipts"];
    private int _versions;

    private string View { get => Kept("view", Views, Views[0]); set => Keep("view", value, Views[0]); }

    private string State { get => Kept("state"); set => Keep("state", value, ""); }

    /// <summary>A group of one brand: whose own text is shown, or whose receipts.</summary>
    private string Group { get => Brand.Length > 0 && Guid.TryParse(Kept("group"), out _) ? Kept("group") : ""; set => Keep("group", value, ""); }

    /// <inheritdoc />
    protected override void OnBrandChanged() => Group = "";

    private Task ShowAsync(string view)
    {
        (View, State, Group) = (view, "", "");
        return ReloadAsync();
    }

    private Task WriteForAsync((string Brand, string Group) scope)
    {
        (View, State) = ("text", "");
        Brand = scope.Brand;
        Group = scope.Group;
        return ReloadAsync();
    }
}
