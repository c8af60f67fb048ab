namespace Steward.Members.ApiKeys;

/// <summary>What an API key may be allowed to do.</summary>
internal static class ApiKeyScopes
{
    public static readonly IReadOnlyList<string> All = ["groups.read", "orders.write"];
}
