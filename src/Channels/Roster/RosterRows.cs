using Npgsql;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Roster;

/// <summary>What was known of a group.</summary>
internal sealed record GroupBefore(string EventVersion, DateTime? EventAt, Guid[] Members);

/// <summary>The statements that keep many groups and their people at once.</summary>
internal static class RosterRows
{
    /// <summary>What is known of these groups, which are locked; new ones are not in it.</summary>
    public static async Task<Dictionary<Guid, GroupBefore>> LockAsync(FetchedRoster[] groups, BrandTransaction transaction)
    {
        await using var query = transaction.Command("select group_id, event_version, event_at, members from groups where brand_id = any ($1) and group_id = any ($2) order by brand_id, group_id for update");
        query.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. groups.Select(one => one.Account.Brand.Value).Distinct()] });
        query.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(groups, one => one.Synced.GroupId) });
        var known = new Dictionary<Guid, GroupBefore>(groups.Length);
        await using var reader = await query.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            known[reader.GetGuid(0)] = new GroupBefore(reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetDateTime(2), reader.GetFieldValue<Guid[]>(3));
        }

        return known;
    }

    /// <returns>Those that were written: of the others a later read is stored already.</returns>
    public static async Task<HashSet<Guid>> WriteGroupsAsync(FetchedRoster[] groups, BrandTransaction transaction)
    {
        // Arrays of arrays must be even: the members come as one, and each group knows its part.
        var (members, first, last) = (new List<Guid>(), new int[groups.Length], new int[groups.Length]);
        for (var n = 0; n < groups.Length; n++)
        {
            first[n] = members.Count + 1;
            members.AddRange(groups[n].Synced.Roster.Select(person => person.MemberId));
            last[n] = members.Count;
        }

        await using var upsert = transaction.Command(
            """
            insert into groups as known (brand_id, group_id, account_id, chat_id, name, owner, member_version, created_at, synced_at, members)
            select brand_id, group_id, account_id, chat_id, name, owner, member_version, created_at, synced_at, ($12::uuid[])[first:last]
            from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) as told (brand_id, group_id, account_id, chat_id, name, owner, member_version, created_at, synced_at, first, last)
            on conflict (brand_id, group_id) do update
            set name = excluded.name, owner = excluded.owner, member_version = excluded.member_version, synced_at = excluded.synced_at, dismissed_at = null, members = excluded.members
            where known.synced_at < excluded.synced_at
            returning group_id
            """);
        upsert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(groups, one => one.Account.Brand.Value) });
        upsert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(groups, one => one.Synced.GroupId) });
        upsert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(groups, one => one.Account.Id.Value) });
        upsert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(groups, one => one.Synced.ExternalId) });
        upsert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(groups, one => one.Synced.Name) });
        upsert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(groups, one => one.Chat.Owner) });
        upsert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(groups, one => one.Chat.MemberVersion) });
        upsert.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = Array.ConvertAll(groups, one => one.Synced.CreatedAt.UtcDateTime) });
        upsert.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = Array.ConvertAll(groups, one => one.Synced.SyncedAt.UtcDateTime) });
        upsert.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = first });
        upsert.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = last });
        upsert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. members] });
        var written = new HashSet<Guid>(groups.Length);
        await using var reader = await upsert.ExecuteReaderAsync();
        while (await reader.ReadAsync()) { written.Add(reader.GetGuid(0)); }

        return written;
    }

    /// <summary>Who is known just so is found by looking, because an upsert that changes nothing locks the row and writes it all the same.</summary>
    public static async Task WritePeopleAsync(FetchedRoster[] groups, BrandTransaction transaction)
    {
        var people = groups.SelectMany(one => one.Synced.Roster, (one, person) => (Brand: one.Account.Brand.Value, Account: one.Account.Id.Value, Person: person))
            .GroupBy(one => (one.Brand, one.Person.MemberId)).Select(same => same.FirstOrDefault(one => one.Person.Name.Length > 0, same.First()))
            .OrderBy(one => one.Brand).ThenBy(one => one.Person.MemberId).ToArray();
        await using var upsert = transaction.Command(
            """
            insert into people as known (brand_id, account_id, member_id, external_id, name, is_staff)
            select * from unnest($1, $2, $3, $4, $5, $6) as told (brand_id, account_id, member_id, external_id, name, is_staff)
            where not exists (select from people same where same.brand_id = told.brand_id and same.member_id = told.member_id and (told.name = '' or (same.name, same.is_staff) = (told.name, told.is_staff)))
            on conflict (brand_id, member_id) do update set name = excluded.name, is_staff = excluded.is_staff
            where (known.name, known.is_staff) <> (excluded.name, excluded.is_staff) and excluded.name <> ''
            """);
        upsert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(people, one => one.Brand) });
        upsert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(people, one => one.Account) });
        upsert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(people, one => one.Person.MemberId) });
        upsert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(people, one => one.Person.ExternalId) });
        upsert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(people, one => one.Person.Name) });
        upsert.Parameters.Add(new NpgsqlParameter<bool[]> { TypedValue = Array.ConvertAll(people, one => one.Person.IsStaff) });
        await upsert.ExecuteNonQueryAsync();
    }
}
