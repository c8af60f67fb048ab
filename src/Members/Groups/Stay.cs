namespace Steward.Members.Groups;

/// <summary>SQL that everything shares that begins or ends stays of people in groups.</summary>
internal static class Stay
{
    /// <summary>How many messages the person of the membership <c>m</c> has said in its group so far.</summary>
    public const string MessagesNow =
        "coalesce((select a.messages from member_activity a where a.brand_id = m.brand_id and a.member_id = m.member_id and a.group_id = m.group_id), 0)";

    /// <summary>Counts a group's present members and staff anew. Parameters: brand, group.</summary>
    public const string CountPresent =
        """
        update groups g set members = present.members, staff = present.staff
        from (
            select count(*) filter (where not p.staff) as members, count(*) filter (where p.staff) as staff
            from memberships m join members p on p.brand_id = m.brand_id and p.member_id = m.member_id
            where m.brand_id = $1 and m.group_id = $2 and m.left_at is null) present
        where g.brand_id = $1 and g.group_id = $2
        """;
}
