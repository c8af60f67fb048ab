using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Corps;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Broadcasts;

/// <summary>All broadcasts of all corps. <see cref="Gate"/> guards them and the quota.</summary>
internal sealed class BroadcastBook(SimulatedWorld world)
{
    private readonly OrderedDictionary<string, Broadcast> _broadcasts = [];
    private readonly Dice _ids = Dice.For(world.Seed ^ (ulong)world.Epoch, "broadcasts");

    public Lock Gate { get; } = new();

    public BroadcastQuota Quota { get; } = new();

    public IEnumerable<Broadcast> All => _broadcasts.Values;

    public Broadcast Add(
        Corp corp, bool toGroups, string sender, string text, JsonArray attachments, DateTimeOffset at, IEnumerable<string> recipients)
    {
        var broadcast = new Broadcast("msg" + _ids.Text(24) + "AAAA", corp, toGroups, sender, text, attachments, at, recipients);
        _broadcasts.Add(broadcast.MsgId, broadcast);
        return broadcast;
    }

    public Broadcast? Find(string msgId) => _broadcasts.GetValueOrDefault(msgId);
}
