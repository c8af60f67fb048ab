using Steward.WeCom.Simulator.Load;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Control;

/// <summary>Benchmark traffic.</summary>
internal sealed class LoadControl(SimulatedWorld world, GenerateLoad load)
{
    private const int MostGroups = 20_000;
    private const int FastestRate = 1_000_000;

    public IResult Status() => ControlBody.Ok(load.Status());

    public Task<IResult> Start(HttpRequest request, CancellationToken ct) => ControlBody.Read<LoadStart>(request, body =>
    {
        var problem = body switch
        {
            { RatePerSecond: < 0 or > FastestRate } => $"ratePerSecond: 0 (as fast as possible) to {FastestRate}",
            { Count: < 1 } => "count: at least 1",
            { What: not ("messages" or "events") } => "what: messages or events",
            { Groups: < 0 or > MostGroups } => $"groups: 0 (those that exist) to {MostGroups}",
            _ => null,
        };
        if (problem is not null)
        {
            return Task.FromResult(ControlBody.Bad(problem));
        }

        if (!world.Corps.TryGetValue(body.Corp, out var corp))
        {
            return Task.FromResult(ControlBody.NotFound($"corp: {body.Corp} is not a corp of this world"));
        }

        return Task.FromResult(load.Start(corp, body.RatePerSecond, body.Count, body.Groups, body.What == "events") ? Status() : ControlBody.Conflict("a load is running already"));
    }, ct);

    public async Task<IResult> Stop()
    {
        await load.Stop();
        return Status();
    }

    internal sealed record LoadStart
    {
        public required string Corp { get; init; }

        public string What { get; init; } = "messages";

        public required int RatePerSecond { get; init; }

        public required long Count { get; init; }

        public int Groups { get; init; }
    }
}
