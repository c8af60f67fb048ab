using System.Collections.Concurrent;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Rules;

/// <summary>
/// The compiled rules of each brand. Every batch asks for the version in its own transaction, one index look-up, so a publish holds from the next
/// batch on in every replica, without any message between them.
/// </summary>
internal sealed partial class RulesInForce(ILogger<RulesInForce> logger)
{
    private readonly ConcurrentDictionary<BrandId, CompiledRules> _compiled = new();

    /// <summary>The rules that hold in this transaction.</summary>
    public async Task<CompiledRules> OfAsync(BrandId brand, BrandTransaction transaction, CancellationToken ct)
    {
        var version = await StoredRuleSet.LatestVersionAsync(brand, transaction, ct);
        if (version == 0) { return CompiledRules.None; }

        if (_compiled.TryGetValue(brand, out var known) && known.Version == version) { return known; }

        var stored = await StoredRuleSet.LoadAsync(brand, version, transaction, ct);
        var compiled = CompiledRules.Compile(version, stored.Rules);
        _compiled[brand] = compiled;
        Log.Compiled(logger, version, brand, stored.Rules.Keywords.Sum(rule => rule.Terms.Count), stored.Rules.Links.Count);
        return compiled;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Rules version {Version} of brand {Brand} are in force: {Terms} terms, {Links} link rules.")]
        public static partial void Compiled(ILogger logger, int version, BrandId brand, int terms, int links);
    }
}
