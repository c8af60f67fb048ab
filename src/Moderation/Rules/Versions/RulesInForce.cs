using System.Collections.Concurrent;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Rules.Versions;

/// <summary>
/// The compiled rules of each brand. Every batch asks in its own transaction whether the heads have moved, one look-up, so a publish holds from the next
/// batch on in every replica, without any message between them. New rules are compiled once, by the first lane that needs them; the others wait for it.
/// </summary>
internal sealed partial class RulesInForce(Database database, ILogger<RulesInForce> logger)
{
    private static readonly BrandRules Nothing = new(BrandLayers.None);
    private readonly ConcurrentDictionary<BrandId, BrandRules> _ready = new();
    private readonly ConcurrentDictionary<BrandId, SemaphoreSlim> _turns = new();

    /// <summary>The rules that hold in this transaction, or newer ones that were published meanwhile.</summary>
    public async Task<BrandRules> OfAsync(BrandId brand, BrandTransaction transaction, CancellationToken ct) => await OfAsync(brand, await StoredBrandRules.HeadsAsync(brand, transaction, ct), ct);

    /// <summary>The rules of these heads, which the caller has read in its transaction, or newer ones.</summary>
    public async ValueTask<BrandRules> OfAsync(BrandId brand, (long Brand, long Agency) heads, CancellationToken ct)
    {
        if (heads == (0, 0)) { return Nothing; }

        if (IsReady(brand, heads) is { } known) { return known; }

        var turn = _turns.GetOrAdd(brand, static _ => new SemaphoreSlim(1));
        await turn.WaitAsync(ct);
        try
        {
            return IsReady(brand, heads) ?? await LoadAsync(brand, ct);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The rules that held for somebody before; null: nobody has asked yet.</summary>
    public BrandRules? Last(BrandId brand) => _ready.GetValueOrDefault(brand);

    private BrandRules? IsReady(BrandId brand, (long Brand, long Agency) heads) =>
        _ready.TryGetValue(brand, out var known) && known.Layers.Generation >= heads.Brand && known.Layers.AgencyGeneration >= heads.Agency ? known : null;

    private async Task<BrandRules> LoadAsync(BrandId brand, CancellationToken ct)
    {
        await using var reading = await database.BeginAsync(brand, ct);
        var rules = await StoredBrandRules.LoadAsync(brand, reading, ct);
        _ready[brand] = rules;
        if (rules.Layers.IsModelUnreadable) { Log.ModelUnreadable(logger, brand, rules.Layers.Model.Version); }

        Log.Compiled(logger, brand, rules.For(Guid.Empty).Effective.Rules.Count, rules.For(Guid.Empty).Terms?.Terms ?? 0, rules.Layers.Packs.Count, rules.Trials.Count);
        return rules;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "New rules of brand {Brand} are in force: {Rules} rules with {Terms} terms, {Packs} packs, {Trials} in shadow.")]
        public static partial void Compiled(ILogger logger, BrandId brand, int rules, int terms, int packs, int trials);

        [LoggerMessage(2, LogLevel.Warning, "The model of brand {Brand} was kept by another version of the program; until it is trained again the shipped one, {Shipped}, judges.")]
        public static partial void ModelUnreadable(ILogger logger, BrandId brand, string shipped);
    }
}
