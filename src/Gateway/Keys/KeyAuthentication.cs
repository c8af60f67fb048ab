using System.Security.Claims;
using System.Text.Encodings.Web;
using Grpc.Core;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Steward.Contracts.Members.V1;
using Steward.Gateway.Problems;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Gateway.Keys;

/// <summary>
/// Signs a brand in by its API key. From then on the request's calls to services are on behalf of that key: role brand, that brand and no other.
/// </summary>
internal sealed class KeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, KnownKeys keys, BrandService.BrandServiceClient members, CallerContext caller)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "ApiKey";
    public const string ScopeClaim = "scope";
    private const string HeaderName = "X-Api-Key";
    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Secret() is not { } secret) { return AuthenticateResult.NoResult(); }

        KeyHolder? holder;
        try
        {
            holder = await keys.FindAsync(secret, members, Context.RequestAborted);
        }
        catch (RpcException outage)
        {
            return AuthenticateResult.Fail(outage);
        }

        if (holder is null) { return AuthenticateResult.Fail("The API key is unknown, expired or revoked."); }

        caller.Current = new Caller($"key:{holder.Key}", Role.Brand, [new BrandId(holder.Brand)]);
        var identity = caller.Current.ToIdentity(SchemeName);
        identity.AddClaims(holder.Scopes.Select(scope => new Claim(ScopeClaim, scope)));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        // Nobody knows whether the key is good while Members does not answer: that is our failure, not the caller's.
        if ((await HandleAuthenticateOnceSafeAsync()).Failure is RpcException outage)
        {
            await (outage.ToProblem() with { Kind = ProblemKind.Unavailable, Message = "API keys cannot be checked just now; the same request may work in a moment." }).ToHttp().ExecuteAsync(Context);
            return;
        }

        Response.Headers.WWWAuthenticate = "Bearer realm=\"steward\"";
        await GatewayProblems.NoKey().ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        GatewayProblems.MissingScope(Context.GetEndpoint()?.Metadata.GetMetadata<NeedsScope>()?.Scope ?? "it needs").ExecuteAsync(Context);

    private string? Secret()
    {
        var authorization = Request.Headers.Authorization.ToString();
        var text = authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : Request.Headers[HeaderName].ToString();
        return text.Length is > 0 and <= 200 ? text : null;
    }
}

/// <summary>The scope that an endpoint needs; for the refusal and the documentation.</summary>
/// <param name="Scope">Such as <c>groups.read</c>.</param>
internal sealed record NeedsScope(string Scope);
