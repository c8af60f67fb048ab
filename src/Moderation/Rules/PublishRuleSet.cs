using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Rules;

/// <summary>Puts new rules in force as the brand's next version.</summary>
internal sealed record PublishRuleSet(BrandId Brand, RuleSet Rules, string By);

internal sealed partial class PublishRuleSetHandler(Database database, TimeProvider clock, ILogger<PublishRuleSetHandler> logger)
{
    /// <returns>The new version.</returns>
    public async Task<Result<int>> HandleAsync(PublishRuleSet command, CancellationToken ct)
    {
        if (RuleSetCheck.ErrorsOf(command.Rules) is { Count: > 0 } errors) { return RuleProblems.Invalid(errors); }

        await using var transaction = await database.BeginAsync(command.Brand, ct);

        // Two leads who publish at once get two versions, one after the other.
        await transaction.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended(@name, 0))", new { name = $"rules {command.Brand}" }, ct);
        var version = await StoredRuleSet.LatestVersionAsync(command.Brand, transaction, ct) + 1;
        await StoredRuleSet.AddAsync(command.Brand, new PublishedRuleSet(version, command.Rules, clock.GetUtcNow(), command.By), transaction, ct);
        await transaction.CommitAsync(ct);
        Log.Published(logger, command.By, version, command.Brand);
        return version;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{By} published version {Version} of brand {Brand}'s rules.")]
        public static partial void Published(ILogger logger, string by, int version, BrandId brand);
    }
}
