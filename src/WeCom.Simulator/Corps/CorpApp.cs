namespace Steward.WeCom.Simulator.Corps;

/// <summary>An app of a corp: what calls the API. Tags, ways and rules belong to the app that made them.</summary>
/// <param name="Visible">The employees in the app's range; null = all.</param>
/// <param name="CustomerContact">Whether the administrator listed it under 可调用接口的应用.</param>
/// <param name="Provider">
/// Null for a self-built app. The name of the service provider otherwise: it knows the same people and groups under other ids.
/// </param>
internal sealed record CorpApp(int AgentId, string Secret, IReadOnlySet<string>? Visible, bool CustomerContact, string? Provider)
{
    public IdSpace? Ids { get; } = Provider is null ? null : new IdSpace(Provider);

    public bool Sees(string userId) => Visible is null || Visible.Contains(userId);
}
