using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Steward.WeCom.Simulator.Clock;
using Steward.WeCom.Simulator.Corps;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Api;

/// <summary>How tokens are given out.</summary>
/// <param name="NewEachTime">Whether <c>gettoken</c> makes a new token each time instead of repeating the valid one. The earlier ones stay valid.</param>
internal sealed record TokenRules(int Seconds, bool NewEachTime);

/// <summary>One token per corp and app, on the technical clock: an accelerated day must not outdate them.</summary>
internal sealed class AccessTokens(TechnicalClock clock, IOptions<SimulatorOptions> options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (Caller Caller, DateTimeOffset Expires)> _tokens = [];
    private readonly Dictionary<(string CorpId, int AgentId), string> _current = [];

    public TokenRules Rules { get; set; } = new(options.Value.TokenSeconds, options.Value.NewTokenEachTime);

    public (string Token, int Seconds) Issue(Corp corp, CorpApp app)
    {
        var now = clock.GetUtcNow();
        var rules = Rules;
        lock (_gate)
        {
            if (!rules.NewEachTime && _current.TryGetValue((corp.CorpId, app.AgentId), out var current)
                && _tokens.TryGetValue(current, out var known) && known.Expires > now)
            {
                return (current, (int)Math.Ceiling((known.Expires - now).TotalSeconds));
            }

            Forget(now);
            var token = RandomNumberGenerator.GetString(Dice.Letters + "-_", 180);
            _tokens[token] = (new Caller(corp, app), now.AddSeconds(rules.Seconds));
            _current[(corp.CorpId, app.AgentId)] = token;
            return (token, rules.Seconds);
        }
    }

    /// <returns>The caller, or the code that says why not.</returns>
    public (Caller? Caller, int Code) Check(string token)
    {
        lock (_gate)
        {
            if (!_tokens.TryGetValue(token, out var known))
            {
                return (null, WeComCodes.BadToken);
            }

            return known.Expires > clock.GetUtcNow() ? (known.Caller, 0) : (null, WeComCodes.ExpiredToken);
        }
    }

    /// <summary>All tokens given out so far answer 42001 from now on.</summary>
    public void ExpireAll()
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            foreach (var token in _tokens.Keys.ToList())
            {
                _tokens[token] = _tokens[token] with { Expires = now };
            }
        }
    }

    /// <summary>All tokens given out so far answer 40014 from now on: WeCom may end them before their time.</summary>
    public void InvalidateAll()
    {
        lock (_gate)
        {
            _tokens.Clear();
            _current.Clear();
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
