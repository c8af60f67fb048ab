namespace Steward.Gateway.Keys;

/// <summary>Who holds a key, as Members said.</summary>
/// <param name="Brand">The brand whose key it is.</param>
/// <param name="Key">The key's id.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="Until">From when on Members must be asked again.</param>
internal sealed record KeyHolder(Guid Brand, Guid Key, string[] Scopes, DateTimeOffset Until);
