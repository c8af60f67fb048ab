using Grpc.Core;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;

namespace Steward.ServiceDefaults.Grpc;

/// <summary>What every rpc checks first: who calls, for which brand, with which role. Each failure is a problem with a stable code.</summary>
public static class CallScope
{
    /// <summary>The caller; there always is one, because every endpoint needs a token.</summary>
    public static Caller Caller(this ServerCallContext call) =>
        Auth.Caller.From(call.GetHttpContext().User) ?? throw new Problem("STW-001", ProblemKind.Unauthenticated, "The call carries no caller token.").ToRpc();

    /// <summary>Refuses callers below a role.</summary>
    public static Caller Require(this ServerCallContext call, Role least)
    {
        var caller = call.Caller();
        return caller.Role >= least
            ? caller
            : throw new Problem("STW-002", ProblemKind.Forbidden, $"This needs the role {least}; you have {caller.Role}.").ToRpc();
    }

    /// <summary>The brand that a request names, after checking that the caller may see it. A brand out of scope is as unknown as one that does not exist.</summary>
    public static BrandId Brand(this ServerCallContext call, string brandId)
    {
        var brand = new BrandId(Id(brandId, "brand_id"));
        return call.Caller().MaySee(brand) ? brand : throw new Problem("STW-003", ProblemKind.NotFound, $"There is no brand {brandId} in your scope.", "brand_id").ToRpc();
    }

    /// <summary>The brands of a request whose brand may be left empty: all that the caller may see.</summary>
    public static IReadOnlyList<BrandId> Brands(this ServerCallContext call, string brandId) =>
        brandId.Length > 0
            ? [call.Brand(brandId)]
            : call.Caller().Brands ?? throw Problem.InvalidField("STW-004", "brand_id", "Name a brand: your scope is not limited to some.").ToRpc();

    /// <summary>A UUID field of a request.</summary>
    public static Guid Id(string value, string field) =>
        Guid.TryParse(value, out var id) && id != Guid.Empty ? id : throw Problem.InvalidField("STW-005", field, $"{field} must be a UUID.").ToRpc();

    /// <summary>A page size between 1 and 500; 0 means 100.</summary>
    public static int PageSize(int requested) => requested <= 0 ? 100 : Math.Min(requested, 500);
}
