using Steward.WeCom.Simulator.Clock;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Control;

/// <summary>Moves the world's time.</summary>
internal sealed class ClockControl(SimulatedClock clock, TechnicalClock technical, Agenda agenda, PlayDay day)
{
    private const double Fastest = 100_000;
    private const double LongestJump = 366 * 86400.0;

    public IResult Get() => ControlBody.Ok(new
    {
        now = clock.GetUtcNow().ToOffset(SimulatedClock.Shanghai),
        speed = clock.Speed,
        everything = technical.FollowsWorld,
        technicalNow = technical.GetUtcNow().ToOffset(SimulatedClock.Shanghai),
    });

    public Task<IResult> Set(HttpRequest request, CancellationToken ct) => ControlBody.Read<Setting>(request, body =>
    {
        if (body.Speed is { } speed && !(speed is >= 0 and <= Fastest))
        {
            return Task.FromResult(ControlBody.Bad($"speed: 0 (it stands) to {Fastest}"));
        }

        if (body.AdvanceSeconds is { } by && !(by is >= 0 and <= LongestJump))
        {
            return Task.FromResult(ControlBody.Bad("advanceSeconds: 0 to 366 days"));
        }

        if (day.Status().State == "running")
        {
            return Task.FromResult(ControlBody.Conflict("the demo day moves the clock while it runs"));
        }

        technical.FollowsWorld = body.Everything ?? technical.FollowsWorld;
        clock.Set((body.At ?? clock.GetUtcNow()) + TimeSpan.FromSeconds(body.AdvanceSeconds ?? 0), body.Speed ?? clock.Speed);
        agenda.CatchUp();
        return Task.FromResult(Get());
    }, ct);

    internal sealed record Setting
    {
        public DateTimeOffset? At { get; init; }

        public double? AdvanceSeconds { get; init; }

        /// <summary>1 = real time, 0 = it stands.</summary>
        public double? Speed { get; init; }

        /// <summary>Whether tokens, rate windows, welcome codes and employees follow this clock too.</summary>
        public bool? Everything { get; init; }
    }
}
