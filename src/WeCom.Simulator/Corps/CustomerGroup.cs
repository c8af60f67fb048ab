using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Steward.WeCom.Simulator.Corps;

/// <summary>One person's place in a group.</summary>
/// <param name="Id">userid of an employee or external_userid of a customer.</param>
/// <param name="JoinScene">1 invited, 2 by invitation link, 3 by QR code.</param>
/// <param name="State">The channel label of the QR code, if one was used.</param>
/// <param name="Invitor">userid, only when a member of the own corp invited.</param>
internal sealed record Membership(string Id, bool IsEmployee, DateTimeOffset JoinedAt, int JoinScene, string? State, string? Invitor);

/// <summary>As <c>groupchat/list</c> numbers it.</summary>
internal enum GroupStatus
{
    Normal = 0,
    OwnerResigned = 1,
    TransferUnderWay = 2,
    Transferred = 3,
}

/// <summary>A roster as the API shows it.</summary>
internal sealed record Roster(IReadOnlyCollection<Membership> Members, string Version);

/// <summary>A customer group. Guarded by its corp's gate.</summary>
internal sealed class CustomerGroup(string chatId, string name, string owner, DateTimeOffset createdAt, string notice)
{
    /// <summary>A customer group holds no more.</summary>
    public const int MostMembers = 500;

    /// <summary>The archive names receivers; a few stand for all, because a full list would be nine tenths of every message.</summary>
    private const int NamedReceivers = 8;

    private readonly OrderedDictionary<string, Membership> _members = [];
    private byte[]? _toList;
    private long _version;
    private (Roster Roster, DateTimeOffset Until)? _shown;

    public string ChatId { get; } = chatId;

    public byte[] ChatIdUtf8 { get; } = Encoding.UTF8.GetBytes(chatId);

    public string Name { get; private set; } = name;

    public string Owner { get; private set; } = owner;

    public GroupStatus Status { get; private set; }

    /// <summary>When the group was handed over by API, in the world's time.</summary>
    public List<DateTimeOffset> Transfers { get; } = [];

    /// <summary>False for a group that was made on the fly and of which nothing is kept.</summary>
    public bool IsKept { get; set; } = true;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public string Notice { get; set; } = notice;

    public bool Dismissed { get; private set; }

    public IReadOnlyDictionary<string, Membership> Members => _members;

    public IEnumerable<Membership> InOrder => _members.Values;

    /// <summary>Changes with every join and leave; opaque to the caller.</summary>
    public string Version => VersionText(ChatId, _version);

    /// <summary>The <c>tolist</c> of the archive as a ready JSON array.</summary>
    public byte[] ToList => _toList ??= JsonSerializer.SerializeToUtf8Bytes(
        _members.Values.OrderByDescending(m => m.IsEmployee).Take(NamedReceivers).Select(m => m.Id), Relaxed);

    private static JsonSerializerOptions Relaxed { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Members before the group's life begins: no version change, no callback.</summary>
    public void Seat(Membership member) => _members.TryAdd(member.Id, member);

    /// <returns>False when the person is already in.</returns>
    public bool Join(Membership member)
    {
        if (!_members.TryAdd(member.Id, member))
        {
            return false;
        }

        Changed();
        return true;
    }

    /// <returns>False when the person is not in.</returns>
    public bool Leave(string id)
    {
        if (!_members.Remove(id))
        {
            return false;
        }

        Changed();
        return true;
    }

    /// <summary>What the API still shows for a while, as the real one lags behind its events.</summary>
    /// <param name="until">On the technical clock.</param>
    public void ShowAsNow(DateTimeOffset now, DateTimeOffset until)
    {
        if (until > now && !(_shown?.Until > now))
        {
            _shown = (new Roster([.. _members.Values], Version), until);
        }
    }

    public Roster RosterAt(DateTimeOffset now) => _shown is { } shown && shown.Until > now ? shown.Roster : new Roster(_members.Values, Version);

    public void HandTo(string newOwner, DateTimeOffset at, GroupStatus status)
    {
        Status = status;
        Transfers.Add(at);
        ChangeOwner(newOwner, at);
    }

    public void ChangeOwner(string newOwner, DateTimeOffset at)
    {
        Owner = newOwner;
        if (_members.TryAdd(newOwner, new Membership(newOwner, true, at, 1, null, null)))
        {
            Changed();
        }

        _toList = null;
    }

    public void Rename(string newName) => Name = newName;

    public void Dismiss() => Dismissed = true;

    private void Changed()
    {
        _version++;
        _toList = null;
    }

    private static string VersionText(string chatId, long version)
    {
        var dice = World.Dice.For((ulong)version, "member_version:" + chatId);
        return string.Create(CultureInfo.InvariantCulture, $"{dice.Next():x16}{dice.Next():x16}");
    }
}
