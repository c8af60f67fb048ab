using Microsoft.Extensions.Options;
using Npgsql;
using Steward.Channels.Callbacks;
using Steward.Channels.Roster;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;
using Account = Steward.Channels.Accounts.Account;

namespace Steward.Channels.Telegram;

/// <summary>What updates change in groups: who is seen, who is out, which rosters have to be told anew. Everybody else hears of it in the same events as of WeCom's.</summary>
internal sealed class ApplyChanges(RosterQueue rosters, IEnumerable<IObserveProof> proofs, IOptions<MessagingOptions> messaging, IOptions<TelegramOptions> options, TimeProvider clock)
{
    public async Task HandleAsync(Account account, IReadOnlyList<TelegramUpdate> updates, BrandTransaction transaction, CancellationToken ct)
    {
        var chats = new HashSet<string>(StringComparer.Ordinal);
        await NameMessagesAsync(account, [.. updates.OfType<TelegramUpdate.Said>()], transaction, ct);
        var (seen, met) = (new List<Sighting>(), new List<SeenGroup>());
        foreach (var update in updates)
        {
            // In order: who leaves and comes back is in.
            if (update is TelegramUpdate.Went or TelegramUpdate.Moved or TelegramUpdate.Lost) { await RememberAsync(account, seen, met, chats, transaction, ct); }

            seen.AddRange(Sightings(update));
            if (SeenGroup.Of(update) is { } group) { met.Add(group); }

            switch (update)
            {
                case TelegramUpdate.Went went: await LeaveAsync(account, went, transaction, ct); break;
                case TelegramUpdate.Lost lost: await DismissAsync(account, lost.ChatId, lost.At, chats, transaction, ct); break;
                case TelegramUpdate.Moved moved: await MoveAsync(account, moved, chats, transaction, ct); break;
                case TelegramUpdate.Changed changed: chats.Add(changed.ChatId); break;
            }
        }

        await RememberAsync(account, seen, met, chats, transaction, ct);
        var dueAt = clock.GetUtcNow().AddMilliseconds(options.Value.RosterMilliseconds);
        await rosters.AddAsync(transaction.Connection, [.. chats.Select(chat => (account.Id, account.Brand, chat))], dueAt, ct);
    }

    private async Task RememberAsync(Account account, List<Sighting> seen, List<SeenGroup> met, HashSet<string> chats, BrandTransaction transaction, CancellationToken ct)
    {
        if (seen.Count > 0)
        {
            var grown = (await SeenPeople.RememberAsync(account, seen, transaction, ct)).ToHashSet();
            chats.UnionWith(seen.Select(one => one.ChatId).Distinct().Where(chat => grown.Contains(GroupId.From(account.Id, chat).Value)));
        }

        chats.UnionWith(await SeenGroups.RememberAsync(account, met, clock.GetUtcNow(), transaction, ct));
        seen.Clear();
        met.Clear();
    }

    private static IEnumerable<Sighting> Sightings(TelegramUpdate update) => update switch
    {
        TelegramUpdate.Said said => [new Sighting(said.ChatId, said.By, said.At)],
        TelegramUpdate.Came came => came.People.Select(person => new Sighting(came.ChatId, person, came.At) { Scene = came.Scene, State = came.State }),
        TelegramUpdate.Changed { Person: { } person } changed => [new Sighting(changed.ChatId, person, changed.At)],
        _ => [],
    };

    /// <summary>Only a change of what is known is told on: Telegram tells a leave twice, as a notice and as a change of the member.</summary>
    private async Task LeaveAsync(Account account, TelegramUpdate.Went went, BrandTransaction transaction, CancellationToken ct)
    {
        var group = GroupId.From(account.Id, went.ChatId);
        var member = MemberId.From(account.Id, went.Person.ExternalId);
        // The epoch: so that it makes nobody who is out come in again.
        await SeenPeople.RememberAsync(account, [new Sighting(went.ChatId, went.Person, DateTimeOffset.UnixEpoch)], transaction, ct);
        var left = await transaction.ExecuteAsync(
            "update telegram_members set left_at = @At where brand_id = @brand and group_id = @group and member_id = @member and left_at is null", new { brand = account.Brand, group, member, went.At }, ct);
        if (left == 0) { return; }

        transaction.Publish(new MembersLeftV1 { BrandId = account.Brand.Value, Partition = Lane(group), GroupId = group.Value, MemberIds = [member.Value], Removed = went.Removed, At = went.At });
        if (!went.Removed) { return; }

        foreach (var proof in proofs) { await proof.RemovedAsync(transaction, account.Brand, group.Value, [member.Value], ct); }
    }

    private async Task DismissAsync(Account account, string chatId, DateTimeOffset at, HashSet<string> chats, BrandTransaction transaction, CancellationToken ct)
    {
        chats.Remove(chatId);
        var group = GroupId.From(account.Id, chatId);
        await Dismissal.RecordAsync(account.Brand, group, at, Lane(group), transaction, ct);
    }

    /// <summary>A group that becomes a supergroup has another number, and so another id here; its people go with it.</summary>
    private async Task MoveAsync(Account account, TelegramUpdate.Moved moved, HashSet<string> chats, BrandTransaction transaction, CancellationToken ct)
    {
        await transaction.ExecuteAsync(
            """
            insert into telegram_members (brand_id, group_id, member_id, joined_at, join_scene, join_state)
            select brand_id, @next, member_id, joined_at, join_scene, join_state from telegram_members where brand_id = @brand and group_id = @old and left_at is null on conflict do nothing
            """,
            new { brand = account.Brand, old = GroupId.From(account.Id, moved.ChatId), next = GroupId.From(account.Id, moved.NextChatId) },
            ct);
        await DismissAsync(account, moved.ChatId, moved.At, chats, transaction, ct);
        chats.Add(moved.NextChatId);
    }

    private static async Task NameMessagesAsync(Account account, IReadOnlyCollection<TelegramUpdate.Said> said, BrandTransaction transaction, CancellationToken ct)
    {
        if (said.Count == 0) { return; }

        var named = said.Select(one => (Id: MessageId.From(account.Id, one.Name).Value, one.ExternalId, one.At)).DistinctBy(one => one.Id).OrderBy(one => one.Id).ToArray();
        await using var insert = transaction.Command("insert into message_externals (brand_id, message_id, external_id, sent_at) select $1, * from unnest($2, $3, $4) on conflict do nothing");
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Brand.Value });
        insert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(named, one => one.Id) });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(named, one => one.ExternalId) });
        insert.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = Array.ConvertAll(named, one => one.At.UtcDateTime) });
        await insert.ExecuteNonQueryAsync(ct);
    }

    private int Lane(GroupId group) => Partition.Of(group, messaging.Value.Partitions);
}
