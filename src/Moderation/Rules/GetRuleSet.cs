using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Rules;

/// <summary>The rules in force.</summary>
internal sealed record GetRuleSet(BrandId Brand);

internal sealed class GetRuleSetHandler(Database database)
{
    public async Task<Result<PublishedRuleSet>> HandleAsync(GetRuleSet query, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(query.Brand, ct);
        var version = await StoredRuleSet.LatestVersionAsync(query.Brand, transaction, ct);
        return version == 0 ? RuleProblems.NoRules(query.Brand) : await StoredRuleSet.LoadAsync(query.Brand, version, transaction, ct);
    }
}
