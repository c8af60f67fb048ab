using System.Net;
using Steward.WeCom.Simulator.Corps;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Control;

/// <summary>What an administrator grants: apps with their range, and the addresses that may call.</summary>
internal sealed class AppControl(SimulatedWorld world)
{
    public IResult List(string corpId) => With(corpId, corp => ControlBody.Ok(new { apps = corp.Apps.Select(Describe), corp.AllowedIps }));

    public Task<IResult> Add(HttpRequest request, string corpId, CancellationToken ct) => ControlBody.Read<NewApp>(request, body => Task.FromResult(With(corpId, corp =>
    {
        if (body.Visible?.FirstOrDefault(id => !corp.Employees.ContainsKey(id)) is { } stranger)
        {
            return ControlBody.Bad($"visible: {stranger} is not an employee");
        }

        if (corp.Apps.Any(a => a.AgentId == body.AgentId))
        {
            return ControlBody.Conflict($"agentId: {body.AgentId} is taken");
        }

        var secret = Dice.For(world.Seed, $"app:{corp.CorpId}:{body.AgentId}").Text(43);
        var app = new CorpApp(body.AgentId, secret, body.Visible?.ToHashSet(), body.CustomerContact, body.Provider);
        corp.Add(app);
        return ControlBody.Ok(Describe(app));
    })), ct);

    /// <summary>Null lets every address call.</summary>
    public Task<IResult> SetIps(HttpRequest request, string corpId, CancellationToken ct) => ControlBody.Read<Ips>(request, body => Task.FromResult(With(corpId, corp =>
    {
        if (body.Allowed?.FirstOrDefault(ip => !IPAddress.TryParse(ip, out _)) is { } bad)
        {
            return ControlBody.Bad($"allowed: {bad} is not an IP address");
        }

        corp.AllowedIps = body.Allowed?.ToHashSet();
        return ControlBody.Ok(new { corp.AllowedIps });
    })), ct);

    private static object Describe(CorpApp app) => new { app.AgentId, app.Secret, app.Visible, app.CustomerContact, app.Provider };

    private IResult With(string corpId, Func<Corp, IResult> use) =>
        world.Corps.TryGetValue(corpId, out var corp) ? use(corp) : ControlBody.NotFound($"corpId: {corpId} is not a corp of this world");

    internal sealed record NewApp
    {
        public required int AgentId { get; init; }

        public IReadOnlyList<string>? Visible { get; init; }

        public bool CustomerContact { get; init; } = true;

        /// <summary>The service provider whose app it is; it then has ids of its own.</summary>
        public string? Provider { get; init; }
    }

    internal sealed record Ips
    {
        public IReadOnlyList<string>? Allowed { get; init; }
    }
}
