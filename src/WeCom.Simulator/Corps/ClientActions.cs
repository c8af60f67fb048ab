using System.Text;
using System.Text.Json;
using Steward.WeCom.Simulator.Archive;
using Steward.WeCom.Simulator.Callbacks;
using Steward.WeCom.Simulator.Clock;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Corps;

/// <summary>What people do in the WeCom or WeChat client. Unlike API calls, these raise callbacks.</summary>
internal sealed class ClientActions(SimulatedWorld world, CallbackBoxes callbacks, SimulatedClock clock, RosterLag lag, Consents consents)
{
    private readonly Lock _gate = new();
    private readonly MessageWriter _writer = new();
    private readonly Dice _numbers = Dice.For(world.Seed ^ (ulong)world.Epoch, "live");
    private readonly Dice _ids = Dice.For(world.Seed ^ (ulong)world.Epoch, "live ids");

    public void SayText(Corp corp, CustomerGroup group, string from, string text, DateTimeOffset at)
    {
        if (!consents.MayStore(corp, group.ChatId, from))
        {
            return;
        }

        lock (_gate)
        {
            corp.Archive.Append(_writer.WriteText(NextNumber(), Encoding.UTF8.GetBytes(from), ToList(corp, group), group.ChatIdUtf8, at, MessageWriter.Encode(text)));
        }
    }

    /// <summary>A message outside any group, from an employee to one customer.</summary>
    public void SayPrivately(Corp corp, string from, string to, string text, DateTimeOffset at)
    {
        lock (_gate)
        {
            corp.Archive.Append(_writer.WriteText(
                NextNumber(), Encoding.UTF8.GetBytes(from), JsonSerializer.SerializeToUtf8Bytes(new[] { to }), [], at, MessageWriter.Encode(text)));
        }
    }

    /// <param name="corp">Corp.</param>
    /// <param name="group">Where.</param>
    /// <param name="from">Who.</param>
    /// <param name="at">When.</param>
    /// <param name="number">First part of the message id, or null for the next one.</param>
    /// <param name="action"><c>send</c> or <c>recall</c>.</param>
    /// <param name="type">The msgtype.</param>
    /// <param name="body">The member named after the type, as JSON without the outer braces.</param>
    public void Say(Corp corp, CustomerGroup group, string from, DateTimeOffset at, ulong? number, string action, string type, string body)
    {
        if (!consents.MayStore(corp, group.ChatId, from))
        {
            return;
        }

        lock (_gate)
        {
            corp.Archive.Append(_writer.Write(
                number ?? NextNumber(), action, Encoding.UTF8.GetBytes(from), ToList(corp, group), group.ChatIdUtf8, at, type, Encoding.UTF8.GetBytes(body)));
        }
    }

    /// <returns>The ids that were not yet in the group.</returns>
    public IReadOnlyList<string> Join(Corp corp, CustomerGroup group, IReadOnlyList<string> externalIds, int scene, string? state)
    {
        var at = clock.GetUtcNow();
        lock (corp.Gate)
        {
            group = lag.Before(corp.Hold(group));
            var before = group.Version;
            var joined = externalIds.Where(id => group.Join(new Membership(id, false, at, scene, state, scene == 1 ? group.Owner : null))).ToList();
            if (joined.Count > 0)
            {
                callbacks.Post(corp, CallbackXml.MembersJoined(corp.CorpId, group.ChatId, at, scene, joined, before, group.Version));
            }

            return joined;
        }
    }

    /// <param name="corp">Corp.</param>
    /// <param name="group">Where.</param>
    /// <param name="id">Who.</param>
    /// <param name="quitScene">0 left, 1 removed by the owner.</param>
    /// <returns>False when the person was not in.</returns>
    public bool Leave(Corp corp, CustomerGroup group, string id, int quitScene)
    {
        lock (corp.Gate)
        {
            group = lag.Before(corp.Hold(group));
            var before = group.Version;
            if (!group.Leave(id))
            {
                return false;
            }

            callbacks.Post(corp, CallbackXml.MembersLeft(corp.CorpId, group.ChatId, clock.GetUtcNow(), quitScene, [id], before, group.Version));
            return true;
        }
    }

    public CustomerGroup CreateGroup(Corp corp, string name, string? chatId = null)
    {
        var at = clock.GetUtcNow();
        var id = chatId ?? FromIds(WorldBuilder.NewChatId);
        lock (corp.Gate)
        {
            var owner = corp.Employees.GetAt(corp.Groups.Count % corp.Employees.Count).Key;
            var group = new CustomerGroup(id, name, owner, at, "");
            group.Seat(new Membership(owner, true, at, 1, null, null));
            corp.Groups.Add(group.ChatId, group);
            callbacks.Post(corp, CallbackXml.GroupCreated(corp.CorpId, group.ChatId, at));
            return group;
        }
    }

    public void Rename(Corp corp, CustomerGroup group, string name)
    {
        lock (corp.Gate)
        {
            corp.Hold(group).Rename(name);
            callbacks.Post(corp, CallbackXml.GroupUpdated(corp.CorpId, group.ChatId, clock.GetUtcNow(), "change_name"));
        }
    }

    public void Dismiss(Corp corp, CustomerGroup group)
    {
        lock (corp.Gate)
        {
            corp.Hold(group).Dismiss();
            callbacks.Post(corp, CallbackXml.GroupDismissed(corp.CorpId, group.ChatId, clock.GetUtcNow()));
        }
    }

    /// <summary>A customer's word about the archive, which the archive itself tells.</summary>
    /// <param name="where">Room, or userid of the employee.</param>
    public void SayConsent(Corp corp, string where, string externalId, bool agrees)
    {
        consents.Set(corp, where, externalId, agrees);
        var (at, type) = (clock.GetUtcNow(), agrees ? "agree" : "disagree");
        var body = $$"""
            "{{type}}":{"userid":"{{externalId}}","{{type}}_time":{{at.ToUnixTimeMilliseconds()}}}
            """;
        var room = where.StartsWith("wr", StringComparison.Ordinal);
        lock (_gate)
        {
            corp.Archive.Append(_writer.Write(
                NextNumber(), "send", Encoding.UTF8.GetBytes(externalId), room ? [(byte)'[', (byte)']'] : JsonSerializer.SerializeToUtf8Bytes(new[] { where }),
                room ? Encoding.UTF8.GetBytes(where) : [], at, type, Encoding.UTF8.GetBytes(body)));
        }
    }

    /// <summary>The writer takes a message back.</summary>
    /// <returns>False when the archive does not hold it any more.</returns>
    public bool Revoke(Corp corp, string msgId)
    {
        if (corp.Archive.Find(msgId) is not { } found)
        {
            return false;
        }

        using var message = JsonDocument.Parse(found);
        var (from, room, to) = (message.RootElement.GetProperty("from"), message.RootElement.GetProperty("roomid"), message.RootElement.GetProperty("tolist"));
        var body = JsonSerializer.Serialize(new { pre_msgid = msgId }, WireJson.Relaxed);
        lock (_gate)
        {
            corp.Archive.Append(_writer.Write(
                NextNumber(), "recall", Encoding.UTF8.GetBytes(from.GetString()!), Encoding.UTF8.GetBytes(to.GetRawText()), Encoding.UTF8.GetBytes(room.GetString()!),
                clock.GetUtcNow(), "revoke", Encoding.UTF8.GetBytes("\"revoke\":" + body)));
        }

        return true;
    }

    /// <summary>The owner makes somebody else owner, in the client.</summary>
    public void ChangeOwner(Corp corp, CustomerGroup group, string newOwner)
    {
        lock (corp.Gate)
        {
            lag.Before(corp.Hold(group)).ChangeOwner(newOwner, clock.GetUtcNow());
            callbacks.Post(corp, CallbackXml.GroupUpdated(corp.CorpId, group.ChatId, clock.GetUtcNow(), "change_owner"));
        }
    }

    public void ChangeNotice(Corp corp, CustomerGroup group, string notice)
    {
        lock (corp.Gate)
        {
            corp.Hold(group).Notice = notice;
            callbacks.Post(corp, CallbackXml.GroupUpdated(corp.CorpId, group.ChatId, clock.GetUtcNow(), "change_notice"));
        }
    }

    public Customer NewCustomer(Corp corp, string name, string? externalId = null)
    {
        var id = externalId ?? FromIds(WorldBuilder.NewMemberId);
        var customer = new Customer(id, name, FromIds(dice => "ozyn" + dice.Text(24)));
        lock (corp.Gate)
        {
            corp.Customers.Add(id, customer);
            return customer;
        }
    }

    private static byte[] ToList(Corp corp, CustomerGroup group)
    {
        lock (corp.Gate)
        {
            return group.ToList;
        }
    }

    private string FromIds(Func<Dice, string> make)
    {
        lock (_gate)
        {
            return make(_ids);
        }
    }

    private ulong NextNumber() => _numbers.Next() >> 1;
}
