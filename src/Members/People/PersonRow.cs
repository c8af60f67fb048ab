using Google.Protobuf.WellKnownTypes;
using Steward.Contracts.Members.V1;

namespace Steward.Members.People;

/// <summary>A person as queries read them.</summary>
internal sealed record PersonRow
{
    /// <summary>What to select from <c>members p</c> joined with <see cref="Details"/>.</summary>
    public const string Columns =
        "p.brand_id, p.member_id, p.external_id, p.name, p.staff, p.groups_now, p.first_joined_at, activity.messages, activity.last_spoke_at, tagged.tags";

    /// <summary>Joins what a person said and their tags: index look-ups per person.</summary>
    public const string Details =
        """
        cross join lateral (
            select coalesce(sum(a.messages), 0)::bigint as messages, max(a.last_spoke_at) as last_spoke_at
            from member_activity a where a.brand_id = p.brand_id and a.member_id = p.member_id) activity
        cross join lateral (
            select coalesce(array_agg(t.tag order by t.tag), '{}') as tags from member_tags t where t.brand_id = p.brand_id and t.member_id = p.member_id) tagged
        """;

    public Guid BrandId { get; init; }

    public Guid MemberId { get; init; }

    public string ExternalId { get; init; } = string.Empty;

    public string Name { get; init; } = string.Empty;

    public bool Staff { get; init; }

    public int GroupsNow { get; init; }

    public long Messages { get; init; }

    public DateTimeOffset FirstJoinedAt { get; init; }

    public DateTimeOffset? LastSpokeAt { get; init; }

    public string[] Tags { get; init; } = [];

    public Member ToReply() => new()
    {
        MemberId = MemberId.ToString(),
        BrandId = BrandId.ToString(),
        ExternalId = ExternalId,
        Name = Name,
        Staff = Staff,
        Groups = GroupsNow,
        Messages = Messages,
        FirstJoinedAt = Timestamp.FromDateTimeOffset(FirstJoinedAt),
        LastSpokeAt = LastSpokeAt is { } last ? Timestamp.FromDateTimeOffset(last) : null,
        Tags = { Tags },
    };
}
