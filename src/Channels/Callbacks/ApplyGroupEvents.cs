using Microsoft.Extensions.Options;
using Npgsql;
using Steward.Channels.Roster;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Callbacks;

/// <summary>What events change in groups. A join tells no names, so the roster is fetched; a leave is told on at once, because it alone proves a removal.</summary>
internal sealed class ApplyGroupEvents(RosterQueue rosters, IEnumerable<IObserveProof> proofs, IOptions<MessagingOptions> messaging, TimeProvider clock)
{
    public async Task HandleAsync(BrandId brand, IReadOnlyList<KeptEvent> events, BrandTransaction transaction, CancellationToken ct)
    {
        if (events.Count == 0) { return; }

        var versions = await LoadAsync(brand, events, transaction, ct);
        var fetches = new List<(AccountId, BrandId, string)>();
        foreach (var one in events)
        {
            var group = GroupOf(one);
            if (one.Kind is CallbackKind.GroupDismissed)
            {
                await Dismissal.RecordAsync(brand, group, one.Told.At, Lane(group), transaction, ct);
                one.Outcome = "dismissed";
                continue;
            }

            var gap = !versions.TryGetValue(group, out var version) || version.Take(one.Told);
            if (one.Kind is CallbackKind.MembersLeft) { await TellLeftAsync(brand, group, one, transaction, ct); }
            else { one.Outcome = "roster"; }

            if (one.Kind is not CallbackKind.MembersLeft || gap || one.Told.ChangedCount > one.Told.Changed.Count) { fetches.Add((one.Account.Id, brand, one.Told.ChatId)); }
        }

        await SaveAsync(brand, versions.Where(known => known.Value.Changed).OrderBy(known => known.Key.Value).ToArray(), transaction, ct);
        await rosters.AddAsync(transaction.Connection, fetches, clock.GetUtcNow(), ct);
    }

    private async Task TellLeftAsync(BrandId brand, GroupId group, KeptEvent one, BrandTransaction transaction, CancellationToken ct)
    {
        var removed = one.Told.QuitScene == 1;
        Guid[] members = [.. one.Told.Changed.Select(id => MemberId.From(one.Account.Id, id).Value)];
        transaction.Publish(new MembersLeftV1 { BrandId = brand.Value, Partition = Lane(group), GroupId = group.Value, MemberIds = members, Removed = removed, At = one.Told.At });
        if (removed)
        {
            foreach (var proof in proofs) { await proof.RemovedAsync(transaction, brand, group.Value, members, ct); }
        }

        one.Outcome = removed ? "removed" : "left";
    }

    /// <summary>Locked in the order of their ids, so that replicas wait for each other instead of deadlocking.</summary>
    private static async Task<Dictionary<GroupId, GroupVersion>> LoadAsync(BrandId brand, IReadOnlyList<KeptEvent> events, BrandTransaction transaction, CancellationToken ct)
    {
        await using var query = transaction.Command("select group_id, member_version from groups where brand_id = $1 and group_id = any ($2) order by group_id for update");
        query.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand.Value });
        query.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. events.Select(one => GroupOf(one).Value).Distinct()] });
        var known = new Dictionary<GroupId, GroupVersion>();
        await using var reader = await query.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) { known[new GroupId(reader.GetGuid(0))] = new GroupVersion(reader.GetString(1)); }

        return known;
    }

    private async Task SaveAsync(BrandId brand, KeyValuePair<GroupId, GroupVersion>[] changed, BrandTransaction transaction, CancellationToken ct)
    {
        if (changed.Length == 0) { return; }

        await using var update = transaction.Command(
            """
            update groups set event_version = told.event_version, event_at = $5, member_version = told.member_version
            from unnest($2, $3, $4) as told (group_id, event_version, member_version) where groups.brand_id = $1 and groups.group_id = told.group_id
            """);
        update.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand.Value });
        update.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. changed.Select(group => group.Key.Value)] });
        update.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. changed.Select(group => group.Value.Event)] });
        update.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. changed.Select(group => group.Value.Member)] });
        update.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = clock.GetUtcNow().UtcDateTime });
        await update.ExecuteNonQueryAsync(ct);
    }

    private int Lane(GroupId group) => Partition.Of(group, messaging.Value.Partitions);

    private static GroupId GroupOf(KeptEvent one) => GroupId.From(one.Account.Id, one.Told.ChatId);
}
