using Google.Protobuf.WellKnownTypes;
using Steward.Contracts.Members.V1;

namespace Steward.Members.Groups;

/// <summary>A group as queries read it.</summary>
internal sealed record GroupRow
{
    /// <summary>What to select from <c>groups g</c> joined with <see cref="Activity"/>.</summary>
    public const string Columns =
        """
        g.brand_id, g.group_id, g.account_id, g.external_id, g.name, g.members, g.staff, g.synced_at, g.dismissed_at is not null as dismissed,
        coalesce(today.messages, 0) as messages_today, coalesce(today.speakers, 0) as speakers_today, latest.last_message_at
        """;

    /// <summary>Joins a group's rollup of the day <c>scope.today</c> and the last moment of its latest day: two index look-ups per group, which the limits enforce.</summary>
    public const string Activity =
        """
        left join lateral (
            select a.messages, a.speakers from group_activity_day a where a.brand_id = g.brand_id and a.group_id = g.group_id and a.day = scope.today limit 1) today on true
        left join lateral (
            select a.last_message_at from group_activity_day a where a.brand_id = g.brand_id and a.group_id = g.group_id order by a.day desc limit 1) latest on true
        """;

    public Guid BrandId { get; init; }

    public Guid GroupId { get; init; }

    public Guid AccountId { get; init; }

    public string ExternalId { get; init; } = string.Empty;

    public string Name { get; init; } = string.Empty;

    public int Members { get; init; }

    public int Staff { get; init; }

    public long MessagesToday { get; init; }

    public int SpeakersToday { get; init; }

    public DateTimeOffset? LastMessageAt { get; init; }

    public DateTimeOffset SyncedAt { get; init; }

    public bool Dismissed { get; init; }

    public Group ToReply() => new()
    {
        GroupId = GroupId.ToString(),
        BrandId = BrandId.ToString(),
        AccountId = AccountId.ToString(),
        ExternalId = ExternalId,
        Name = Name,
        Members = Members,
        Staff = Staff,
        MessagesToday = MessagesToday,
        SpeakersToday = SpeakersToday,
        LastMessageAt = LastMessageAt is { } last ? Timestamp.FromDateTimeOffset(last) : null,
        SyncedAt = Timestamp.FromDateTimeOffset(SyncedAt),
        Dismissed = Dismissed,
    };
}
