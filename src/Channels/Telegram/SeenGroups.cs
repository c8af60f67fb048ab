using Npgsql;
using Steward.Channels.Accounts;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Telegram;

/// <summary>A group that the bot was in at a moment.</summary>
internal sealed record SeenGroup(string ChatId, string Title, DateTimeOffset At)
{
    /// <summary>Null: the update does not show that the bot is in a group.</summary>
    public static SeenGroup? Of(TelegramUpdate update) => update switch
    {
        TelegramUpdate.Said said => new SeenGroup(said.ChatId, said.Title, said.At),
        TelegramUpdate.Came came => new SeenGroup(came.ChatId, came.Title, came.At),
        TelegramUpdate.Changed changed => new SeenGroup(changed.ChatId, changed.Title, changed.At),
        TelegramUpdate.Moved moved => new SeenGroup(moved.NextChatId, moved.Title, moved.At),
        _ => null,
    };
}

/// <summary>
/// Keeps the groups that a bot sees. A group is known from the first update on, in the transaction before its first message is told: what is asked there is answered at once, and
/// the answer must find the group. Its owner and people are shown by its roster, which is read a little later.
/// </summary>
internal static class SeenGroups
{
    /// <summary>Remembers them; one that was dismissed before it was seen again begins anew.</summary>
    /// <returns>Chats whose roster has not been read since.</returns>
    public static async Task<IReadOnlyList<string>> RememberAsync(Account account, IReadOnlyCollection<SeenGroup> met, DateTimeOffset now, BrandTransaction transaction, CancellationToken ct)
    {
        if (met.Count == 0) { return []; }

        var unread = met.GroupBy(group => group.ChatId, StringComparer.Ordinal).Select(all => all.Last()).ToDictionary(group => group.ChatId, StringComparer.Ordinal);
        foreach (var chat in await ReadAsync(account, [.. unread.Keys], transaction, ct)) { unread.Remove(chat); }

        if (unread.Count == 0) { return []; }

        // In the order of their ids, so that replicas wait for each other instead of deadlocking. Never read is older than any read.
        var groups = unread.Values.Select(group => (Id: GroupId.From(account.Id, group.ChatId).Value, Group: group)).OrderBy(one => one.Id).ToArray();
        await using var upsert = transaction.Command(
            """
            with seen as (select * from unnest($4, $5, $6, $7) as told (group_id, chat_id, title, seen_at)),
            begun as (
                insert into groups (brand_id, group_id, account_id, chat_id, name, owner, member_version, created_at, synced_at)
                select $1, group_id, $2, chat_id, title, '', '', $3, 'epoch' from seen on conflict do nothing)
            update groups known set dismissed_at = null from seen where known.brand_id = $1 and known.group_id = seen.group_id and known.dismissed_at <= seen.seen_at
            """);
        upsert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Brand.Value });
        upsert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Id.Value });
        upsert.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        upsert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(groups, one => one.Id) });
        upsert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(groups, one => one.Group.ChatId) });
        upsert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(groups, one => one.Group.Title) });
        upsert.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = Array.ConvertAll(groups, one => one.Group.At.UtcDateTime) });
        await upsert.ExecuteNonQueryAsync(ct);
        return [.. unread.Keys];
    }

    private static Task<IReadOnlyList<string>> ReadAsync(Account account, string[] chats, BrandTransaction transaction, CancellationToken ct) =>
        transaction.QueryAsync<string>(
            "select chat_id from groups where brand_id = @brand and account_id = @account and chat_id = any (@chats) and dismissed_at is null and synced_at > 'epoch'", new { brand = account.Brand, account = account.Id, chats }, ct);
}
