using Steward.WeCom.Simulator.Api;

namespace Steward.WeCom.Simulator.Control;

/// <summary>Switches for things that go wrong.</summary>
internal sealed class FaultControl(Faults faults, AccessTokens tokens)
{
    public IResult Get()
    {
        var (fail, duplicate, drop) = faults.Remaining();
        return ControlBody.Ok(new { failNext = fail, callbackDuplicate = duplicate, callbackDrop = drop });
    }

    /// <summary>Replaces what was set before.</summary>
    public Task<IResult> Set(HttpRequest request, CancellationToken ct) => ControlBody.Read<FaultSetting>(request, body =>
    {
        if (body.FailNext.Any(f => f.Times < 1 || string.IsNullOrWhiteSpace(f.Api)))
        {
            return Task.FromResult(ControlBody.Bad("failNext: each needs an api and times of at least 1"));
        }

        if (body.CallbackDuplicate < 0 || body.CallbackDrop < 0)
        {
            return Task.FromResult(ControlBody.Bad("callbackDuplicate, callbackDrop: at least 0"));
        }

        if (body.ExpireTokens)
        {
            tokens.ExpireAll();
        }

        faults.Set(body.FailNext, body.CallbackDuplicate, body.CallbackDrop);
        return Task.FromResult(Get());
    }, ct);

    internal sealed record FaultSetting
    {
        /// <summary>All tokens given out so far answer 42001 from now on.</summary>
        public bool ExpireTokens { get; init; }

        public IReadOnlyList<FailNext> FailNext { get; init; } = [];

        /// <summary>So many of the next callbacks are sent twice.</summary>
        public int CallbackDuplicate { get; init; }

        /// <summary>So many of the next callbacks are never sent.</summary>
        public int CallbackDrop { get; init; }
    }
}
