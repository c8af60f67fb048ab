using Steward.WeCom.Simulator.Api;
using Steward.WeCom.Simulator.Limits;

namespace Steward.WeCom.Simulator.Control;

/// <summary>The frequencies that are allowed, and how tokens are given out.</summary>
internal sealed class LimitControl(CallLimits limits, AccessTokens tokens)
{
    private const int LongestToken = 86400;

    public IResult Get() => ControlBody.Ok(new { limits = limits.Now, limits.BadSecrets, tokens = tokens.Rules, closed = limits.Closed() });

    public Task<IResult> Set(HttpRequest request, CancellationToken ct) => ControlBody.Read<Setting>(request, body =>
    {
        if (body.Limits is { } wanted && new[] { wanted.CorpPerMinute, wanted.CorpPerHour, wanted.IpPerMinute, wanted.IpPerHour, wanted.CorpConcurrent }.Any(n => n < 0))
        {
            return Task.FromResult(ControlBody.Bad("limits: each at least 0 (0 = none)"));
        }

        if (body.BadSecrets is < 1)
        {
            return Task.FromResult(ControlBody.Bad("badSecrets: at least 1"));
        }

        if (body.Tokens is { } rules && rules.Seconds is < 1 or > LongestToken)
        {
            return Task.FromResult(ControlBody.Bad($"tokens.seconds: 1 to {LongestToken}"));
        }

        limits.Now = body.Limits ?? limits.Now;
        limits.BadSecrets = body.BadSecrets ?? limits.BadSecrets;
        tokens.Rules = body.Tokens ?? tokens.Rules;
        return Task.FromResult(Get());
    }, ct);

    /// <summary>Opens every closed window, as somebody can by hand in WeCom's console.</summary>
    public IResult Reopen()
    {
        limits.Reopen();
        return Get();
    }

    internal sealed record Setting
    {
        public RateLimits? Limits { get; init; }

        public int? BadSecrets { get; init; }

        public TokenRules? Tokens { get; init; }
    }
}
