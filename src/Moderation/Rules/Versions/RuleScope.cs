using Steward.Kernel;

namespace Steward.Moderation.Rules.Versions;

/// <summary>Whose rules: the agency's, a brand's, or those of one of its group packs.</summary>
/// <param name="Brand">Nobody for the agency.</param>
/// <param name="Pack">All zeros unless it is a pack.</param>
internal readonly record struct RuleScope(RuleLevel Level, BrandId Brand, Guid Pack)
{
    public static readonly RuleScope Agency = new(RuleLevel.Agency, default, Guid.Empty);

    public static RuleScope Of(BrandId brand, Guid pack = default) => new(pack == Guid.Empty ? RuleLevel.Brand : RuleLevel.Pack, brand, pack);

    /// <summary>The brands that a transaction on these rules sees: none for the agency's, so that nothing of a brand can get into them.</summary>
    public IReadOnlyList<BrandId> Brands => Level == RuleLevel.Agency ? [] : [Brand];

    public override string ToString() => Level switch { RuleLevel.Agency => "the agency", RuleLevel.Brand => $"brand {Brand}", _ => $"pack {Pack} of brand {Brand}" };
}
