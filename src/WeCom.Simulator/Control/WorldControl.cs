using System.Globalization;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Control;

/// <summary>The world's totals and the demo day's switch.</summary>
internal sealed class WorldControl(SimulatedWorld world, PlayDay day)
{
    private const double FastestSpeed = 100_000;

    public IResult Totals() => ControlBody.Ok(new
    {
        seed = world.Seed,
        messages = world.Day.Messages.Count,
        groups = world.Corps.Values.Sum(c => c.GroupCount),
        members = world.Corps.Values.Sum(c => c.Customers.Count),
        employees = world.Corps.Values.Sum(c => c.Employees.Count),
        intents = DayPlan.Count(world.Day.Messages),
        events = DayPlan.Count(world.Day.Events),
        brands = world.Corps.Values.Select(c => new
        {
            c.CorpId,
            c.Brand,
            c.Name,
            groups = c.GroupCount,
            members = c.Customers.Count,
            messages = world.Day.Messages.Count(m => m.Corp == c),
            intents = DayPlan.Count(world.Day.Messages.Where(m => m.Corp == c)),
            events = DayPlan.Count(world.Day.Events.Where(e => e.Corp == c)),
        }),
    });

    public IResult Members(string corp) => world.Corps.TryGetValue(corp, out var found)
        ? ControlBody.Ok(new { members = found.Customers.Values.ToList() })
        : ControlBody.NotFound($"corp: {corp} is not a corp of this world");

    /// <summary>The planned messages with what each is meant to be, for judging a screening run.</summary>
    public IResult Plan() => ControlBody.Ok(new
    {
        messages = world.Day.Messages.Select(m => new
        {
            at = m.At.ToString("c", CultureInfo.InvariantCulture),
            corp = m.Corp.CorpId,
            group = m.Group.ChatId,
            m.From,
            intent = DayPlan.WireName(m.Intent),
            m.KbEntry,
            m.Text,
            msgIdPrefix = m.Number.ToString(CultureInfo.InvariantCulture),
        }),
    });

    public Task<IResult> StartDay(HttpRequest request, CancellationToken ct) => ControlBody.Read<DayStart>(request, start =>
    {
        if (start.Speed is not >= 0 or > FastestSpeed)
        {
            return Task.FromResult(ControlBody.Bad($"speed: must be from 0 (as fast as possible) to {FastestSpeed}"));
        }

        return Task.FromResult(day.Start(start.Speed) ? ControlBody.Ok(day.Status()) : ControlBody.Conflict("the day is running already"));
    }, ct);

    public async Task<IResult> StopDay()
    {
        await day.Stop();
        return ControlBody.Ok(day.Status());
    }

    internal sealed record DayStart
    {
        /// <summary>1 = real time, 60 = a minute in a second, 0 = as fast as possible.</summary>
        public required double Speed { get; init; }
    }
}
