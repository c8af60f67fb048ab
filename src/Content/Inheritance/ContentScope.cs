using Grpc.Core;
using Steward.Kernel;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Content.Inheritance;

/// <summary>Whose knowledge or phrases: a brand's own, or the agency's, which all brands inherit (decision 025).</summary>
/// <param name="IsAgency">The agency's.</param>
/// <param name="Brand">Nobody for the agency.</param>
internal sealed record ContentScope(bool IsAgency, BrandId Brand)
{
    public static readonly ContentScope Agency = new(true, default);

    /// <summary>The brands that a transaction on them sees: none for the agency's, so that nothing of a brand can get into them.</summary>
    public IReadOnlyList<BrandId> Brands => IsAgency ? [] : [Brand];

    public static implicit operator ContentScope(BrandId brand) => new(false, brand);

    /// <summary>The scope that a request names. What is the agency's holds for all brands, so only who may change what holds for all does so; everybody may read them, because they inherit them.</summary>
    public static ContentScope Of(ServerCallContext context, bool agency, string brandId, bool changes)
    {
        if (!agency) { return context.Brand(brandId); }

        if (brandId.Length > 0) { throw ScopeProblems.WrongScope("brand_id").ToRpc(); }

        if (changes && !context.Caller().MayChangeForAll) { throw ScopeProblems.AgencyForbidden().ToRpc(); }

        return Agency;
    }
}
