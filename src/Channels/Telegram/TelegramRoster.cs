using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Steward.Channels.Roster;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;
using Account = Steward.Channels.Accounts.Account;

namespace Steward.Channels.Telegram;

/// <summary>Tells a group as it is known: title and administrators as Telegram shows them, and whoever was seen in it.</summary>
internal sealed class TelegramRoster(TelegramClient telegram, Database database, IOptions<MessagingOptions> messaging, TimeProvider clock)
{
    /// <returns>How many people are known in it (0: the group cannot be seen any more), or why it could not be read.</returns>
    public async Task<(int Members, TelegramFailure? Failure)> HandleAsync(Account account, string chatId, CancellationToken ct)
    {
        var fetchedAt = clock.GetUtcNow();
        var group = GroupId.From(account.Id, chatId);
        var chat = await telegram.CallAsync(account, "getChat", new JsonObject { ["chat_id"] = chatId }, TelegramJson.Default.TelegramChat, ct);
        if (chat.Failure is { } failure)
        {
            if (failure.Trouble is not (TelegramTrouble.Forbidden or TelegramTrouble.Bad)) { return (0, failure); }

            await using var gone = await database.BeginAsync(account.Brand, ct);
            await Dismissal.RecordAsync(account.Brand, group, fetchedAt, Partition.Of(group, messaging.Value.Partitions), gone, ct);
            await gone.CommitAsync(ct);
            return (0, null);
        }

        var administrators = await telegram.CallAsync(account, "getChatAdministrators", new JsonObject { ["chat_id"] = chatId }, TelegramJson.Default.TelegramMemberArray, ct);
        if (administrators.Failure is { } refused) { return (0, refused); }

        await using var transaction = await database.BeginAsync(account.Brand, ct);
        var seen = administrators.Value!.Select(member => new Sighting(chatId, new SeenPerson($"{member.User.Id}", ArchiveName(member.User), IsStaff: true), fetchedAt)).ToList();
        await SeenPeople.RememberAsync(account, seen, transaction, ct);
        var owner = administrators.Value!.FirstOrDefault(member => member.Status == "creator")?.User.Id ?? 0;
        if (await KeepAsync(account, group, chatId, chat.Value!.Title, $"{owner}", fetchedAt, transaction, ct) is not { } createdAt) { return (seen.Count, null); }

        var roster = await transaction.QueryAsync<RosterEntry>(
            """
            select p.member_id, p.external_id, p.name, p.is_staff, m.joined_at, m.join_scene, m.join_state
            from telegram_members m join people p on p.brand_id = m.brand_id and p.member_id = m.member_id
            where m.brand_id = @brand and m.group_id = @group and m.left_at is null order by m.joined_at, p.member_id
            """,
            new { brand = account.Brand, group },
            ct);
        transaction.Publish(new GroupSyncedV1
        {
            BrandId = account.Brand.Value, AccountId = account.Id.Value, Partition = Partition.Of(group, messaging.Value.Partitions), GroupId = group.Value, ExternalId = chatId, Name = chat.Value!.Title,
            OwnerId = MemberId.From(account.Id, $"{owner}").Value, CreatedAt = createdAt, SyncedAt = fetchedAt, Roster = roster,
        });
        await transaction.CommitAsync(ct);
        return (roster.Count, null);
    }

    /// <summary>Telegram tells nobody when a group was made: for the platform it begins when it is first seen.</summary>
    /// <returns>When that was, or null when a later read is stored already.</returns>
    private static Task<DateTimeOffset?> KeepAsync(Account account, GroupId group, string chatId, string title, string owner, DateTimeOffset now, BrandTransaction transaction, CancellationToken ct) =>
        transaction.SingleOrDefaultAsync<DateTimeOffset?>(
            """
            insert into groups as known (brand_id, group_id, account_id, chat_id, name, owner, member_version, created_at, synced_at)
            values (@brand, @group, @account, @chatId, @title, @owner, '', @now, @now)
            on conflict (brand_id, group_id) do update set name = excluded.name, owner = excluded.owner, synced_at = excluded.synced_at, dismissed_at = null where known.synced_at < excluded.synced_at
            returning created_at
            """,
            new { brand = account.Brand, group, account = account.Id, chatId, title, owner, now },
            ct);

    private static string ArchiveName(TelegramUser user) => user.Name.Replace("\0", "", StringComparison.Ordinal);
}
