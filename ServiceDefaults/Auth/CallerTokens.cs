using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Steward.ServiceDefaults.Auth;

/// <summary>Signs and validates the tokens that carry a <see cref="Caller"/> between services: HS256, five minutes, one audience.</summary>
public sealed class CallerTokens
{
    private const string Issuer = "steward";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(1);

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly ConcurrentDictionary<string, (string Token, DateTimeOffset Until)> _issued = new();
    private readonly SigningCredentials _credentials;
    private readonly TimeProvider _clock;

    public CallerTokens(IConfiguration configuration, TimeProvider clock)
    {
        _clock = clock;
        // Hashing gives 256 bits whatever the secret's spelling; a short secret is refused, because hashing adds no entropy.
        var secret = Settings.Required(configuration, "Auth:SigningKey");
        if (secret.Length < 16) { throw new InvalidOperationException("Configuration 'Auth:SigningKey' must have at least 16 characters."); }

        var key = new SymmetricSecurityKey(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
        _credentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256);
        Validation = new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = Issuer,
            IssuerSigningKey = key,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ClockSkew = TimeSpan.FromSeconds(30),
            LifetimeValidator = (notBefore, expires, _, parameters) =>
            {
                var now = clock.GetUtcNow().UtcDateTime;
                return expires is { } end && now < end + parameters.ClockSkew && (notBefore is not { } start || now >= start - parameters.ClockSkew);
            },
        };
    }

    /// <summary>How receivers check a token.</summary>
    public TokenValidationParameters Validation { get; }

    /// <summary>A token for this caller; the same one until it nears its end.</summary>
    public string For(Caller caller)
    {
        var now = _clock.GetUtcNow();
        var key = $"{caller.Actor}|{caller.Role}|{(caller.Brands is null ? "*" : string.Join(' ', caller.Brands))}|{caller.AgencyWide}";
        if (_issued.TryGetValue(key, out var issued) && issued.Until - now > Renewal) { return issued.Token; }

        var until = now + Lifetime;
        var token = _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Issuer,
            NotBefore = now.UtcDateTime,
            Expires = until.UtcDateTime,
            Claims = caller.ToClaims(),
            SigningCredentials = _credentials,
        });
        // Callers come and go (operators, keys): keep the cache from growing without end.
        if (_issued.Count > 10_000) { _issued.Clear(); }

        _issued[key] = (token, until);
        return token;
    }
}
