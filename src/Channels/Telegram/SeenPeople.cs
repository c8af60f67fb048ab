using Npgsql;
using Steward.Channels.Accounts;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Telegram;

/// <summary>Somebody seen in a group.</summary>
internal sealed record Sighting(string ChatId, SeenPerson Person, DateTimeOffset At)
{
    /// <summary>How they came in: 1 invited, 2 through a link; 0 not told.</summary>
    public int Scene { get; init; }

    /// <summary>Name of the link.</summary>
    public string State { get; init; } = "";
}

/// <summary>Keeps who was seen. Telegram lists no members, so whoever speaks, comes or changes is one.</summary>
internal static class SeenPeople
{
    /// <summary>Remembers them, in the order of their ids so that replicas wait for each other instead of deadlocking.</summary>
    /// <returns>The groups in which somebody is new.</returns>
    public static async Task<IReadOnlyList<Guid>> RememberAsync(Account account, IReadOnlyCollection<Sighting> sightings, BrandTransaction transaction, CancellationToken ct)
    {
        if (sightings.Count == 0) { return []; }

        await NameAsync(account, sightings, transaction, ct);
        var seen = sightings
            .GroupBy(one => (Group: GroupId.From(account.Id, one.ChatId).Value, Member: MemberId.From(account.Id, one.Person.ExternalId).Value))
            .Select(all => (all.Key, Last: all.Last(), Told: all.FirstOrDefault(one => one.Scene != 0 || one.State.Length > 0)))
            .OrderBy(one => one.Key.Group).ThenBy(one => one.Key.Member).ToArray();
        await using var upsert = transaction.Command(
            """
            insert into telegram_members as known (brand_id, group_id, member_id, joined_at, join_scene, join_state) select $1, * from unnest($2, $3, $4, $5, $6)
            on conflict (brand_id, group_id, member_id) do update
            set left_at = null, joined_at = case when known.left_at is null then known.joined_at else excluded.joined_at end,
                join_scene = case when excluded.join_scene <> 0 then excluded.join_scene else known.join_scene end,
                join_state = case when excluded.join_state <> '' then excluded.join_state else known.join_state end
            where known.left_at < excluded.joined_at or (excluded.join_scene <> 0 and known.join_scene <> excluded.join_scene) or (excluded.join_state <> '' and known.join_state <> excluded.join_state)
            returning group_id
            """);
        upsert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Brand.Value });
        upsert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(seen, one => one.Key.Group) });
        upsert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(seen, one => one.Key.Member) });
        upsert.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = Array.ConvertAll(seen, one => one.Last.At.UtcDateTime) });
        upsert.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = Array.ConvertAll(seen, one => one.Told?.Scene ?? 0) });
        upsert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(seen, one => one.Told?.State ?? "") });
        var changed = new HashSet<Guid>();
        await using var reader = await upsert.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) { changed.Add(reader.GetGuid(0)); }

        return [.. changed];
    }

    /// <summary>Which of these people speak for the brand.</summary>
    public static async Task<IReadOnlySet<Guid>> StaffAsync(Account account, IReadOnlyCollection<Guid> members, BrandTransaction transaction, CancellationToken ct) =>
        (await transaction.QueryAsync<Guid>(
            "select member_id from people where brand_id = @brand and member_id = any (@members) and is_staff", new { brand = account.Brand, members = members.ToArray() }, ct)).ToHashSet();

    /// <summary>A message does not show whether its writer is an administrator: what is known of that stays until something shows it.</summary>
    private static async Task NameAsync(Account account, IReadOnlyCollection<Sighting> sightings, BrandTransaction transaction, CancellationToken ct)
    {
        var people = sightings.Select(one => one.Person).GroupBy(person => person.ExternalId, StringComparer.Ordinal)
            .Select(all => (Id: MemberId.From(account.Id, all.Key).Value, External: all.Key, all.Last().Name, Staff: all.LastOrDefault(person => person.IsStaff is not null)?.IsStaff))
            .OrderBy(person => person.Id).ToArray();
        await using var upsert = transaction.Command(
            """
            insert into people as known (brand_id, account_id, member_id, external_id, name, is_staff)
            select $1, $2, told.member_id, told.external_id, told.name, coalesce(told.staff, false) from unnest($3, $4, $5, $6) as told (member_id, external_id, name, staff)
            on conflict (brand_id, member_id) do update set name = excluded.name where known.name <> excluded.name
            """);
        upsert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Brand.Value });
        upsert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Id.Value });
        upsert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(people, person => person.Id) });
        upsert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(people, person => person.External) });
        upsert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(people, person => person.Name) });
        upsert.Parameters.Add(new NpgsqlParameter<bool?[]> { TypedValue = Array.ConvertAll(people, person => person.Staff) });
        await upsert.ExecuteNonQueryAsync(ct);
        var shown = people.Where(person => person.Staff is not null).ToArray();
        if (shown.Length == 0) { return; }

        await transaction.ExecuteAsync(
            "update people set is_staff = told.staff from unnest(@ids, @staff) as told (member_id, staff) where people.brand_id = @brand and people.member_id = told.member_id and people.is_staff <> told.staff",
            new { brand = account.Brand, ids = shown.Select(person => person.Id).ToArray(), staff = shown.Select(person => person.Staff!.Value).ToArray() },
            ct);
    }
}
