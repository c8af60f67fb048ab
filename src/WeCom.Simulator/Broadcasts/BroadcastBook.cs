using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Clock;
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

/// <summary>The employee's tap in the client: the text then stands in the groups, and so in the archive.</summary>
internal sealed class ConfirmBroadcast(BroadcastBook book, ClientActions actions, SimulatedClock clock)
{
    /// <param name="broadcast">Which.</param>
    /// <param name="only">The recipients to send to; null = all that still wait.</param>
    /// <returns>How many were sent now.</returns>
    public int Handle(Broadcast broadcast, IReadOnlyCollection<string>? only)
    {
        var at = clock.GetUtcNow();
        lock (book.Gate)
        {
            var due = broadcast.Recipients.Values.Where(r => r.Delivery is Delivery.Unsent && (only is null || only.Contains(r.Id))).ToList();
            foreach (var recipient in due)
            {
                broadcast.Recipients[recipient.Id] = recipient with { Delivery = Delivery.Sent, SentAt = at };
                Deliver(broadcast, recipient.Id, at);
            }

            return due.Count;
        }
    }

    private void Deliver(Broadcast broadcast, string recipient, DateTimeOffset at)
    {
        if (broadcast.Text.Length == 0)
        {
            return;
        }

        if (broadcast.ToGroups)
        {
            actions.SayText(broadcast.Corp, Group(broadcast.Corp, recipient), broadcast.Sender, broadcast.Text, at);
        }
        else
        {
            actions.SayPrivately(broadcast.Corp, broadcast.Sender, recipient, broadcast.Text, at);
        }
    }

    private static CustomerGroup Group(Corp corp, string chatId)
    {
        lock (corp.Gate)
        {
            return corp.FindGroup(chatId)!;
        }
    }
}
