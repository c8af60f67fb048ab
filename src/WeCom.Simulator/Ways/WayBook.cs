using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Api;
using Steward.WeCom.Simulator.Corps;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Ways;

/// <summary>A QR code or mini-program button: into a group, or to an employee.</summary>
/// <param name="Fields">As the API shows it, without <c>config_id</c>.</param>
internal sealed record Way(string ConfigId, bool ToGroup, int AgentId, DateTimeOffset CreatedAt, JsonObject Fields)
{
    public string State => (string?)Fields["state"] ?? "";

    public IReadOnlyList<string> List(string name) => [.. Fields[name]?.AsArray().Select(i => (string)i!) ?? []];
}

/// <summary>The ways of all corps. An app sees only its own; both kinds share one quota.</summary>
internal sealed class WayBook(SimulatedWorld world)
{
    private const int MostOfCorp = 500_000;

    private readonly PerCorp<OrderedDictionary<string, Way>> _ways = new();
    private readonly Dice _ids = Dice.For(world.Seed ^ (ulong)world.Epoch, "ways");

    /// <returns>The way, or null when the corp has too many.</returns>
    public Way? Add(Caller caller, bool toGroup, DateTimeOffset at, JsonObject fields)
    {
        lock (caller.Corp.Gate)
        {
            var ways = _ways.Of(caller.Corp);
            if (ways.Count >= MostOfCorp)
            {
                return null;
            }

            var way = new Way(NewId(), toGroup, caller.App.AgentId, at, fields);
            way.Fields["qr_code"] = (int?)fields["scene"] == 2 ? "http://p.qpic.cn/wwhead/" + way.ConfigId + "/0" : "";
            ways.Add(way.ConfigId, way);
            return way;
        }
    }

    public Way? Find(Caller caller, bool toGroup, string configId)
    {
        lock (caller.Corp.Gate)
        {
            return _ways.Of(caller.Corp).GetValueOrDefault(configId) is { } way && way.ToGroup == toGroup && way.AgentId == caller.App.AgentId ? way : null;
        }
    }

    public Way? Find(Corp corp, string configId)
    {
        lock (corp.Gate)
        {
            return _ways.Of(corp).GetValueOrDefault(configId);
        }
    }

    public bool Remove(Caller caller, bool toGroup, string configId)
    {
        lock (caller.Corp.Gate)
        {
            return Find(caller, toGroup, configId) is not null && _ways.Of(caller.Corp).Remove(configId);
        }
    }

    public IReadOnlyList<Way> Own(Caller caller, bool toGroup)
    {
        lock (caller.Corp.Gate)
        {
            return [.. _ways.Of(caller.Corp).Values.Where(w => w.ToGroup == toGroup && w.AgentId == caller.App.AgentId)];
        }
    }

    private string NewId()
    {
        lock (_ids)
        {
            return _ids.Text(32, "0123456789abcdef");
        }
    }
}
