using System.Runtime.InteropServices;
using Steward.Contracts.Events.Moderation;

namespace Steward.Members.Activity;

/// <summary>What one envelope of screened messages adds to the rollups, each key once, as the columns that the set-based statements take.</summary>
internal sealed class EnvelopeActivity
{
    private readonly Dictionary<(Guid Member, Guid Group), (long Messages, DateTimeOffset Last)> _members = [];
    private readonly Dictionary<(Guid Group, DateOnly Day), (long Messages, long Staff, DateTimeOffset Last)> _groups = [];
    private readonly HashSet<(Guid Member, Guid Group, DateOnly Day)> _speakers = [];

    private EnvelopeActivity(int messages) => Messages = messages;

    /// <summary>All messages, of staff too.</summary>
    public int Messages { get; }

    /// <summary>External members' messages and last moment, per member and group.</summary>
    public IReadOnlyDictionary<(Guid Member, Guid Group), (long Messages, DateTimeOffset Last)> Members => _members;

    /// <summary>Messages of members and of staff and the last moment of either, per group and local day.</summary>
    public IReadOnlyDictionary<(Guid Group, DateOnly Day), (long Messages, long Staff, DateTimeOffset Last)> Groups => _groups;

    /// <summary>Which external members spoke in which group on which local day.</summary>
    public IReadOnlySet<(Guid Member, Guid Group, DateOnly Day)> Speakers => _speakers;

    /// <summary>Adds an envelope up. Staff count for the group's traffic and its last message, never for the numbers of members.</summary>
    /// <param name="messages">The screened messages.</param>
    /// <param name="zone">The brand's time zone, which decides the day.</param>
    public static EnvelopeActivity Of(IReadOnlyList<ScreenedMessage> messages, TimeZoneInfo zone)
    {
        var activity = new EnvelopeActivity(messages.Count);
        foreach (var message in messages) { activity.Add(message, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(message.SentAt, zone).DateTime)); }

        return activity;
    }

    private void Add(ScreenedMessage message, DateOnly day)
    {
        ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, (message.GroupId, day), out _);
        var fromMember = message.FromStaff ? 0 : 1;
        group = (group.Messages + fromMember, group.Staff + 1 - fromMember, Later(group.Last, message.SentAt));
        if (message.FromStaff) { return; }

        ref var member = ref CollectionsMarshal.GetValueRefOrAddDefault(_members, (message.SenderId, message.GroupId), out _);
        member = (member.Messages + 1, Later(member.Last, message.SentAt));
        _speakers.Add((message.SenderId, message.GroupId, day));
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
