using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Steward.WeCom.Simulator.Corps;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Api;

/// <summary>Tokens live on the real clock: an accelerated day must not outdate them.</summary>
internal sealed class AccessTokens(TimeProvider real, IOptions<SimulatorOptions> options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (Corp Corp, DateTimeOffset Expires)> _tokens = [];
    private readonly Dictionary<string, string> _current = [];

    public (string Token, int Seconds) Issue(Corp corp)
    {
        var now = real.GetUtcNow();
        lock (_gate)
        {
            if (!options.Value.NewTokenEachTime && _current.TryGetValue(corp.CorpId, out var current) && _tokens[current].Expires > now)
            {
                return (current, (int)Math.Ceiling((_tokens[current].Expires - now).TotalSeconds));
            }

            Forget(now);
            var token = RandomNumberGenerator.GetString(Dice.Letters + "-_", 180);
            _tokens[token] = (corp, now.AddSeconds(options.Value.TokenSeconds));
            _current[corp.CorpId] = token;
            return (token, options.Value.TokenSeconds);
        }
    }

    /// <returns>The corp, or the code that says why not.</returns>
    public (Corp? Corp, int Code) Check(string token)
    {
        lock (_gate)
        {
            if (!_tokens.TryGetValue(token, out var known))
            {
                return (null, WeComCodes.BadToken);
            }

            return known.Expires > real.GetUtcNow() ? (known.Corp, 0) : (null, WeComCodes.ExpiredToken);
        }
    }

    /// <summary>WeCom may end tokens before their time.</summary>
    public void ExpireAll()
    {
        var now = real.GetUtcNow();
        lock (_gate)
        {
            foreach (var token in _tokens.Keys.ToList())
            {
                _tokens[token] = _tokens[token] with { Expires = now };
            }
        }
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (token, _) in _tokens.Where(t => t.Value.Expires < now.AddDays(-1)).ToList())
        {
            _tokens.Remove(token);
        }
    }
}
