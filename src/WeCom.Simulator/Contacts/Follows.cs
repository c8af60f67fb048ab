using Steward.WeCom.Simulator.Corps;

namespace Steward.WeCom.Simulator.Contacts;

/// <summary>An employee has a customer as a contact.</summary>
/// <param name="AddWay">How they met, as WeCom numbers it: 1 QR code, 3 through a group.</param>
internal sealed record Follow(string UserId, string ExternalUserId, DateTimeOffset Since, string State, int AddWay)
{
    public IReadOnlyList<string> Tags { get; init; } = [];
}

/// <summary>Who follows whom in one corp. At first every customer is known to the owner of the first group they are in. Guarded by the corp's gate.</summary>
internal sealed class Follows(Corp corp)
{
    private static readonly DateTimeOffset Met = new(2025, 9, 1, 10, 0, 0, TimeSpan.FromHours(8));

    private readonly Dictionary<string, string> _first = [];

    /// <summary>Null: not any more.</summary>
    private readonly Dictionary<(string UserId, string ExternalUserId), Follow?> _changed = [];

    /// <summary>Of the world's beginning.</summary>
    public void Begin(string userId, string externalId) => _first.TryAdd(externalId, userId);

    public Follow? Find(string userId, string externalId) => _changed.TryGetValue((userId, externalId), out var changed)
        ? changed
        : (_first.GetValueOrDefault(externalId) ?? corp.Crowd?.FollowerOf(externalId)) == userId && corp.FindCustomer(externalId) is not null
            ? new Follow(userId, externalId, Met, "", 3)
            : null;

    public void Set(Follow follow) => _changed[(follow.UserId, follow.ExternalUserId)] = follow;

    /// <returns>False when there was nothing to end.</returns>
    public bool End(string userId, string externalId)
    {
        var known = Find(userId, externalId) is not null;
        _changed[(userId, externalId)] = null;
        return known;
    }

    public IEnumerable<string> CustomersOf(string userId)
    {
        var first = _first.Where(f => f.Value == userId).Select(f => f.Key).Concat(corp.Crowd?.FollowedBy(userId) ?? []);
        var met = _changed.Where(c => c.Key.UserId == userId && c.Value is not null).Select(c => c.Key.ExternalUserId);
        return first.Concat(met).Distinct().Where(id => Find(userId, id) is not null);
    }

    public IEnumerable<Follow> OfCustomer(string externalId)
    {
        var first = _first.GetValueOrDefault(externalId) ?? corp.Crowd?.FollowerOf(externalId);
        var met = _changed.Keys.Where(k => k.ExternalUserId == externalId).Select(k => k.UserId);
        return met.Append(first ?? "").Distinct().Select(userId => Find(userId, externalId)).OfType<Follow>().OrderBy(f => f.Since);
    }
}
