using Google.Protobuf.WellKnownTypes;
using Steward.Contracts.Members.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Members.People;

/// <summary>One person with every stay in every group, the latest first.</summary>
internal sealed class GetMemberHandler(Database database)
{
    private const string Stays =
        """
        select m.group_id, coalesce(g.name, '') as group_name, m.joined_at, m.left_at, m.removed, m.join_scene, m.join_state,
            coalesce(m.messages_until, a.messages, 0) - m.messages_from as messages
        from memberships m
        left join groups g on g.brand_id = m.brand_id and g.group_id = m.group_id
        left join member_activity a on a.brand_id = m.brand_id and a.member_id = m.member_id and a.group_id = m.group_id
        where m.brand_id = @brand and m.member_id = @member
        order by m.joined_at desc, m.group_id
        """;

    public async Task<Result<GetMemberResponse>> Handle(BrandId brand, Guid member, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var args = new { brand = brand.Value, member };
        var person = await transaction.SingleOrDefaultAsync<PersonRow>(
            $"select {PersonRow.Columns} from members p {PersonRow.Details} where p.brand_id = @brand and p.member_id = @member",
            args,
            ct);
        if (person is null) { return PeopleProblems.Unknown(member); }

        var response = new GetMemberResponse { Member = person.ToReply() };
        response.Memberships.AddRange((await transaction.QueryAsync<StayRow>(Stays, args, ct)).Select(stay => stay.ToReply()));
        return response;
    }

    private sealed record StayRow
    {
        public Guid GroupId { get; init; }

        public string GroupName { get; init; } = string.Empty;

        public DateTimeOffset JoinedAt { get; init; }

        public DateTimeOffset? LeftAt { get; init; }

        public bool Removed { get; init; }

        public int JoinScene { get; init; }

        public string JoinState { get; init; } = string.Empty;

        public long Messages { get; init; }

        public Membership ToReply() => new()
        {
            GroupId = GroupId.ToString(),
            GroupName = GroupName,
            JoinedAt = Timestamp.FromDateTimeOffset(JoinedAt),
            LeftAt = LeftAt is { } left ? Timestamp.FromDateTimeOffset(left) : null,
            Removed = Removed,
            JoinScene = JoinScene,
            JoinState = JoinState,
            Messages = Messages,
        };
    }
}
