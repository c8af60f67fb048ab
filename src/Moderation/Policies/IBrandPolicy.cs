using Steward.Kernel;

namespace Steward.Moderation.Policies;

/// <summary>What a brand decides for itself and changes now and then. Its defaults are what is built in.</summary>
internal interface IBrandPolicy
{
    /// <summary>The table of its versions: <c>brand_id, version, policy, set_at, set_by</c>.</summary>
    static abstract string Table { get; }

    /// <summary>Everything that is wrong with it, or null.</summary>
    Problem? Wrong();
}

/// <summary>A policy that is or was in force in a brand.</summary>
/// <param name="Version">0: the built-in one.</param>
internal sealed record PolicyInForce<TPolicy>(int Version, TPolicy Policy, DateTimeOffset? SetAt, string SetBy)
    where TPolicy : class, IBrandPolicy, new()
{
    public static PolicyInForce<TPolicy> BuiltIn { get; } = new(0, new TPolicy(), null, "");
}
