using System.Security.Claims;
using Steward.Kernel;

namespace Steward.ServiceDefaults.Auth;

/// <summary>What a caller may do; each role may do what the ones before it may.</summary>
public enum Role
{
    /// <summary>A brand's API key.</summary>
    Brand,
    Operator,
    Trainer,
    Lead,
    Manager,
    Admin,

    /// <summary>Another service of the suite, or its command line.</summary>
    Service,
}

/// <summary>Who calls, on whose behalf, for which brands. Travels between services in a short-lived signed token.</summary>
/// <param name="Actor">An operator id, <c>key:…</c> or <c>service:…</c>; what logs and audits name.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Brands">The brands it may see; null means all of them.</param>
public sealed record Caller(string Actor, Role Role, IReadOnlyList<BrandId>? Brands)
{
    private const string BrandClaim = "brands";
    private const string RoleClaim = "stw_role";
    private const string AllBrands = "*";
    private const string AgencyClaim = "agency";
    private const string AgencyWideGrant = "wide";

    /// <summary>Whether the agency has granted it to change what holds for all brands, although the brands that it sees are named.</summary>
    public bool AgencyWide { get; init; }

    /// <summary>Whether it may change what all brands inherit from the agency: administrators who were granted that or see all brands, and services.</summary>
    public bool MayChangeForAll => Role >= Role.Admin && (AgencyWide || Brands is null);

    /// <summary>A service acting for itself, for all brands.</summary>
    public static Caller ForService(string name) => new($"service:{name}", Role.Service, null);

    /// <summary>Whether the caller may see this brand.</summary>
    public bool MaySee(BrandId brand) => Brands is null || Brands.Contains(brand);

    /// <summary>The claims of the token.</summary>
    public Dictionary<string, object> ToClaims() => new()
    {
        ["sub"] = Actor,
        [RoleClaim] = Role.ToString(),
        [BrandClaim] = Brands is null ? AllBrands : string.Join(' ', Brands),
        [AgencyClaim] = AgencyWide ? AgencyWideGrant : "",
    };

    /// <summary>The caller behind a validated token or cookie, or null when nobody is signed in.</summary>
    public static Caller? From(ClaimsPrincipal? user)
    {
        if (user?.FindFirst("sub")?.Value is not { Length: > 0 } actor || !Enum.TryParse<Role>(user.FindFirst(RoleClaim)?.Value, out var role)) { return null; }

        var brands = user.FindFirst(BrandClaim)?.Value;
        IReadOnlyList<BrandId>? scope = brands switch
        {
            null => [],
            AllBrands => null,
            _ => [.. brands.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => new BrandId(Guid.Parse(id)))],
        };
        return new Caller(actor, role, scope) { AgencyWide = user.FindFirst(AgencyClaim)?.Value == AgencyWideGrant };
    }

    /// <summary>The same as an identity, for cookies.</summary>
    public ClaimsIdentity ToIdentity(string authenticationType) =>
        new(ToClaims().Select(claim => new Claim(claim.Key, (string)claim.Value)), authenticationType, "sub", RoleClaim);
}
