using Steward.Kernel;
using Steward.Moderation.Compliance;
using Steward.Moderation.Policies;

namespace Steward.Moderation.Discipline;

/// <summary>Puts a policy in force. Its warning goes out to members as it stands there, so the compliance gate is asked about it here.</summary>
internal sealed class PutPolicyHandler(PutPolicyHandler<Policy> policies, CheckTextsHandler gate)
{
    /// <param name="expected">The version that who changes it has read; null: whichever is in force.</param>
    /// <returns>The new version.</returns>
    public async Task<Result<int>> HandleAsync(BrandId brand, Policy policy, int? expected, string by, CancellationToken ct)
    {
        if (policy.Wrong() is { } wrong) { return wrong; }

        return await gate.RefusedAsync(brand, "policy.warning_text", [policy.WarningText], ct) is { } refused ? refused : await policies.HandleAsync(brand, policy, expected, by, ct);
    }
}
