using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Steward.Contracts.Staffing.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;

namespace Steward.Console.SignIn;

/// <summary>A person as claims, to and from the cookie.</summary>
internal static class PersonCookie
{
    private const string NameClaim = "name";

    /// <summary>The claims of an operator who signed in; null when Staffing names a role that the Console does not know.</summary>
    public static ClaimsPrincipal? Of(Operator signedIn)
    {
        if (!Enum.TryParse<Role>(signedIn.Role, true, out var role) || role is Role.Brand or Role.Service) { return null; }

        var caller = new Caller(signedIn.OperatorId, role, [.. signedIn.BrandIds.Select(id => new BrandId(Guid.Parse(id)))]) { AgencyWide = signedIn.AgencyWide };
        var identity = caller.ToIdentity(CookieAuthenticationDefaults.AuthenticationScheme);
        identity.AddClaim(new Claim(NameClaim, signedIn.Name));
        return new ClaimsPrincipal(identity);
    }

    /// <summary>The person behind a cookie; null when nobody is signed in.</summary>
    public static Person? Read(ClaimsPrincipal? user) =>
        user?.Identity?.IsAuthenticated == true && Caller.From(user) is { } caller ? new Person(caller, user.FindFirst(NameClaim)?.Value ?? caller.Actor) : null;
}
