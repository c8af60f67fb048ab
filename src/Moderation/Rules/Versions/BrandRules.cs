using Steward.Moderation.Classification;

namespace Steward.Moderation.Rules.Versions;

/// <summary>A version that is tried out instead of its level's published one.</summary>
/// <param name="Pack">All zeros unless it is a pack's.</param>
internal sealed record TrialLayer(Guid Pack, RuleLayer Layer);

/// <summary>All rules of a brand at one moment.</summary>
/// <param name="Generation">The brand's head.</param>
/// <param name="AgencyGeneration">The agency's head.</param>
internal sealed record BrandLayers(
    long Generation,
    long AgencyGeneration,
    RuleLayer? Agency,
    RuleLayer? Brand,
    IReadOnlyDictionary<Guid, RuleLayer> Packs,
    IReadOnlyDictionary<Guid, Guid> PackOfGroup,
    IReadOnlyList<TrialLayer> Shadows)
{
    /// <summary>The model that judges: the brand's own version, or the shipped one.</summary>
    public LinearModel Model { get; init; } = ShippedModel.Model;

    /// <summary>Whether the brand's own version is one that this program cannot read, so that the shipped one judges.</summary>
    public bool IsModelUnreadable { get; init; }

    public static readonly BrandLayers None = new(0, 0, null, null, new Dictionary<Guid, RuleLayer>(), new Dictionary<Guid, Guid>(), []);

    /// <summary>The sets that are in force, the lowest level first: of rules with the same id the first is the one that holds.</summary>
    public IEnumerable<RuleSet> Sets => [.. Packs.Values.Select(pack => pack.Rules), .. new[] { Brand, Agency }.OfType<RuleLayer>().Select(layer => layer.Rules)];
}

/// <summary>A version in shadow, ready to judge next to what is in force.</summary>
internal sealed record Trial(TrialLayer Version, BrandRules Rules)
{
    /// <summary>The rules that it would put in force for a group; null where it would change nothing.</summary>
    public CompiledRules? For(Guid group) => Version.Layer.Level != RuleLevel.Pack || Rules.PackOf(group) == Version.Pack ? Rules.For(group) : null;
}

/// <summary>The compiled rules of a brand: one set for groups without a pack, one for each pack, and what runs in shadow. Immutable; a publish replaces it as a whole.</summary>
internal sealed class BrandRules
{
    private readonly CompiledRules _common;
    private readonly Dictionary<Guid, CompiledRules> _packs;

    public BrandRules(BrandLayers layers, IReadOnlyList<Trial>? trials = null)
    {
        Layers = layers;
        RuleLayer[] common = [.. new[] { layers.Agency, layers.Brand }.OfType<RuleLayer>()];
        _common = CompiledRules.Compile(EffectiveRules.Of(common), null, layers.Model);
        _packs = layers.Packs.ToDictionary(pack => pack.Key, pack => CompiledRules.Compile(EffectiveRules.Of([.. common, pack.Value]), _common.Terms, layers.Model));
        Trials = trials ?? [.. layers.Shadows.Select(shadow => new Trial(shadow, new BrandRules(Instead(layers, shadow))))];
        CompiledRules[] all = [_common, .. _packs.Values];
        NeedsPosts = all.Any(rules => rules.NeedsPosts) || Trials.Any(trial => trial.Rules.NeedsPosts);
        NeedsCopies = all.Any(rules => rules.NeedsCopies) || Trials.Any(trial => trial.Rules.NeedsCopies);
        NeedsJoins = all.Any(rules => rules.NeedsJoins) || Trials.Any(trial => trial.Rules.NeedsJoins);
        HasNameRules = all.Any(rules => rules.Names.Count > 0);
    }

    public BrandLayers Layers { get; }

    public IReadOnlyList<Trial> Trials { get; }

    public bool NeedsPosts { get; }

    public bool NeedsCopies { get; }

    public bool NeedsJoins { get; }

    public bool HasNameRules { get; }

    public CompiledRules For(Guid group) => _packs.Count > 0 && Layers.PackOfGroup.TryGetValue(group, out var pack) && _packs.TryGetValue(pack, out var rules) ? rules : _common;

    public Guid PackOf(Guid group) => Layers.PackOfGroup.GetValueOrDefault(group);

    /// <summary>These rules, tried on messages for which no rules hold.</summary>
    public BrandRules AgainstNothing() => new(BrandLayers.None, [new Trial(new TrialLayer(Guid.Empty, new RuleLayer(RuleLevel.Brand, 0, RuleSet.Empty)), this)]);

    /// <summary>These rules, and a version tried against them.</summary>
    public BrandRules With(TrialLayer trial) => new(Layers with { Shadows = [trial] });

    /// <summary>The layers with one of them replaced by a version that is tried out, and nothing in shadow.</summary>
    private static BrandLayers Instead(BrandLayers layers, TrialLayer trial) => (trial.Layer.Level switch
    {
        RuleLevel.Agency => layers with { Agency = trial.Layer },
        RuleLevel.Brand => layers with { Brand = trial.Layer },
        _ => layers with { Packs = new Dictionary<Guid, RuleLayer>(layers.Packs) { [trial.Pack] = trial.Layer } },
    }) with { Shadows = [] };
}
