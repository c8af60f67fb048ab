using System.Collections.Concurrent;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Policies;

/// <summary>
/// The brands' policies of one kind, kept by version for what asks at every envelope. Who asks reads the version in its own transaction, with whatever else it reads there (<see cref="Head"/>), so a change holds from the next
/// transaction on, in every replica. A version is never changed.
/// </summary>
internal sealed class PoliciesInForce<TPolicy>
    where TPolicy : class, IBrandPolicy, new()
{
    private readonly ConcurrentDictionary<BrandId, PolicyInForce<TPolicy>> _kept = new();

    /// <summary>What reads the version that is in force in the brand <c>$1</c>, as a column.</summary>
    public static string Head { get; } = $"coalesce((select max(version) from {TPolicy.Table} where brand_id = $1), 0)";

    /// <summary>This version, or a newer one that was put in force meanwhile.</summary>
    public async ValueTask<PolicyInForce<TPolicy>> OfAsync(BrandId brand, int version, BrandTransaction transaction, CancellationToken ct)
    {
        if (version == PolicyInForce<TPolicy>.BuiltIn.Version) { return PolicyInForce<TPolicy>.BuiltIn; }

        return _kept.TryGetValue(brand, out var kept) && kept.Version >= version ? kept : _kept[brand] = await StoredPolicies<TPolicy>.OfAsync(brand, transaction, ct);
    }
}
