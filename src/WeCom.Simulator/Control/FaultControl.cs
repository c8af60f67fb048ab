using Steward.WeCom.Simulator.Api;
using Steward.WeCom.Simulator.Corps;
using Steward.WeCom.Simulator.Mishaps;

namespace Steward.WeCom.Simulator.Control;

/// <summary>Switches for things that go wrong.</summary>
internal sealed class FaultControl(Faults faults, AccessTokens tokens, Outage outage, RosterLag lag)
{
    private static readonly TimeSpan LongestSlowness = TimeSpan.FromMinutes(10);

    public IResult Get()
    {
        var (rules, callbacks) = faults.Remaining();
        return ControlBody.Ok(new
        {
            rules,
            callbacks,
            rosterLagSeconds = lag.Length.TotalSeconds,
            outage = outage.Running().ToDictionary(o => PartNames.Of(o.Key), o => o.Value),
        });
    }

    /// <summary>Replaces what was set before.</summary>
    public Task<IResult> Set(HttpRequest request, CancellationToken ct) => ControlBody.Read<FaultSetting>(request, body =>
    {
        IReadOnlyList<FaultRule> rules =
        [
            .. body.FailNext.Select(f => new FaultRule(f.Api, Harm.Fail, f.Errcode, 0, f.Times, 100)),
            .. body.Rules.Select(r => new FaultRule(r.Api, r.Does, r.Errcode, r.Milliseconds, r.Times, r.Percent)),
        ];
        var callbacks = body.Callbacks ?? new CallbackFaults { Duplicate = body.CallbackDuplicate, Drop = body.CallbackDrop };
        if (Problem(body, rules, callbacks) is { } problem)
        {
            return Task.FromResult(ControlBody.Bad(problem));
        }

        if (body.ExpireTokens)
        {
            tokens.ExpireAll();
        }

        if (body.InvalidateTokens)
        {
            tokens.InvalidateAll();
        }

        lag.Length = TimeSpan.FromSeconds(body.RosterLagSeconds);
        faults.Set(rules, callbacks);
        return Task.FromResult(Get());
    }, ct);

    public IResult Clear()
    {
        faults.Set([], new CallbackFaults());
        lag.Length = TimeSpan.Zero;
        outage.End();
        return Get();
    }

    private static string? Problem(FaultSetting body, IReadOnlyList<FaultRule> rules, CallbackFaults callbacks)
    {
        if (body.FailNext.Any(f => f.Times < 1 || string.IsNullOrWhiteSpace(f.Api)))
        {
            return "failNext: each needs an api and times of at least 1";
        }

        if (rules.Any(r => string.IsNullOrWhiteSpace(r.Api) || r.Times < 1 || !(r.Percent is > 0 and <= 100)))
        {
            return "rules: each needs an api (* = all), times of at least 1 or none, and a percent above 0 and up to 100";
        }

        if (rules.Any(r => r.Does is Harm.Fail && r.Errcode == 0))
        {
            return "rules: fail needs an errcode that is not 0";
        }

        if (rules.Any(r => r.Does is Harm.Slow && (r.Milliseconds < 1 || r.Milliseconds > LongestSlowness.TotalMilliseconds)))
        {
            return $"rules: slow needs milliseconds from 1 to {LongestSlowness.TotalMilliseconds}";
        }

        if (!(body.RosterLagSeconds is >= 0 and <= 3600))
        {
            return "rosterLagSeconds: 0 to 3600";
        }

        int[] counts = [callbacks.Duplicate, callbacks.Drop, callbacks.Reorder];
        double[] percents = [callbacks.DuplicatePercent, callbacks.DropPercent, callbacks.ReorderPercent];
        return counts.Any(c => c < 0) || percents.Any(p => !(p is >= 0 and <= 100)) ? "callbackDuplicate, callbackDrop, callbacks: counts at least 0, percents 0 to 100" : null;
    }

    internal sealed record FaultSetting
    {
        /// <summary>All tokens given out so far answer 42001 from now on.</summary>
        public bool ExpireTokens { get; init; }

        /// <summary>All tokens given out so far answer 40014 from now on.</summary>
        public bool InvalidateTokens { get; init; }

        public IReadOnlyList<NextFailure> FailNext { get; init; } = [];

        public IReadOnlyList<Rule> Rules { get; init; } = [];

        /// <summary>So many of the next callbacks are sent twice.</summary>
        public int CallbackDuplicate { get; init; }

        /// <summary>So many of the next callbacks are never sent.</summary>
        public int CallbackDrop { get; init; }

        /// <summary>In place of the two numbers above.</summary>
        public CallbackFaults? Callbacks { get; init; }

        /// <summary>How long <c>groupchat/get</c> shows a roster as it was.</summary>
        public double RosterLagSeconds { get; init; }
    }

    /// <summary>Make the next calls of one API answer an error code.</summary>
    internal sealed record NextFailure(string Api, int Errcode, int Times);

    internal sealed record Rule
    {
        public required string Api { get; init; }

        public required Harm Does { get; init; }

        public int Errcode { get; init; }

        public int Milliseconds { get; init; }

        public int? Times { get; init; }

        public double Percent { get; init; } = 100;
    }
}
