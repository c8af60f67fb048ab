using Steward.WeCom.Simulator.Mishaps;

namespace Steward.WeCom.Simulator.Control;

/// <summary>WeCom is away.</summary>
internal sealed class OutageControl(Outage outage)
{
    public IResult Get() => ControlBody.Ok(new { away = outage.Running().ToDictionary(o => PartNames.Of(o.Key), o => o.Value) });

    public Task<IResult> Begin(HttpRequest request, CancellationToken ct) => ControlBody.Read<Begun>(request, body =>
    {
        if (body.Parts.Count == 0 || body.Parts.Any(p => PartNames.Read(p) is null))
        {
            return Task.FromResult(ControlBody.Bad($"parts: one or more of {string.Join(", ", PartNames.All)}"));
        }

        if (body.Seconds is { } seconds && !(seconds is > 0 and <= 30 * 86400))
        {
            return Task.FromResult(ControlBody.Bad("seconds: more than 0, at most 30 days; none = until it is ended"));
        }

        outage.Begin(body.Parts.Select(p => PartNames.Read(p)!.Value), body.Seconds is { } length ? TimeSpan.FromSeconds(length) : null);
        return Task.FromResult(Get());
    }, ct);

    public IResult End()
    {
        outage.End();
        return Get();
    }

    internal sealed record Begun
    {
        public required IReadOnlyList<string> Parts { get; init; }

        public double? Seconds { get; init; }
    }
}
