using System.Runtime.InteropServices;
using Npgsql;
using Steward.Contracts.Events.Moderation;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.Inbox;

/// <summary>Counts what goes through the groups that people look after, and when each spoke last: one statement for an envelope.</summary>
internal sealed class TrackTraffic : IHandle<MessagesScreenedV1>
{
    public async Task HandleAsync(MessagesScreenedV1 message, BrandTransaction transaction, CancellationToken ct)
    {
        if (message.Messages.Count == 0) { return; }

        var groups = new Dictionary<Guid, (long Messages, DateTimeOffset Last)>();
        foreach (var sent in message.Messages)
        {
            ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, sent.GroupId, out _);
            group = (group.Messages + 1, sent.SentAt > group.Last ? sent.SentAt : group.Last);
        }

        await using var upsert = transaction.Command(
            """
            with total as (
                insert into traffic_totals as total (brand_id, lane, messages_seen) values ($1, $2, $3)
                on conflict (brand_id, lane) do update set messages_seen = total.messages_seen + excluded.messages_seen)
            insert into group_traffic as traffic (brand_id, group_id, messages, last_message_at) select $1, * from unnest($4, $5, $6)
            on conflict (brand_id, group_id) do update
            set messages = traffic.messages + excluded.messages, last_message_at = greatest(traffic.last_message_at, excluded.last_message_at)
            """);
        upsert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = message.BrandId });
        upsert.Parameters.Add(new NpgsqlParameter<int> { TypedValue = message.Partition });
        upsert.Parameters.Add(new NpgsqlParameter<long> { TypedValue = message.Messages.Count });
        upsert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. groups.Keys] });
        upsert.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. groups.Values.Select(group => group.Messages)] });
        upsert.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = [.. groups.Values.Select(group => group.Last.UtcDateTime)] });
        await upsert.ExecuteNonQueryAsync(ct);
    }
}
