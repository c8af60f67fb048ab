using Microsoft.Extensions.Options;
using Steward.Channels.Accounts;
using Steward.Channels.WeCom;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Roster;

/// <summary>A group as WeCom showed it, or why it did not.</summary>
/// <param name="ChatId">Which.</param>
/// <param name="At">When it was asked for.</param>
/// <param name="Reply">WeCom's answer.</param>
internal sealed record ReadGroup(string ChatId, DateTimeOffset At, WeComReply<GroupChat> Reply);

/// <summary>Reads one group from WeCom, has it kept, and tells the others.</summary>
internal sealed class StoreRoster(WeComClient wecom, Database database, KeepRosters keep, IOptions<MessagingOptions> messaging, TimeProvider clock)
{
    private static readonly int[] NoSuchGroup = [40050, 86001, 86003, 90501, 90509];

    /// <summary>Reads a group and stores it; <paramref name="bulk"/>: nobody waits for it.</summary>
    public async Task<RosterOutcome> HandleAsync(Account account, string chatId, bool bulk, CancellationToken ct) => await KeepAsync(account, await ReadAsync(account, chatId, bulk, ct), null, askConsent: false, ct);

    /// <summary>Asks WeCom for a group; <paramref name="bulk"/>: nobody waits for it.</summary>
    public async Task<ReadGroup> ReadAsync(Account account, string chatId, bool bulk, CancellationToken ct)
    {
        var at = clock.GetUtcNow();
        return new ReadGroup(chatId, at, await wecom.GetGroupAsync(account.App with { IsBulk = bulk }, chatId, ct));
    }

    /// <summary>Stores what WeCom showed, unless it is just as known.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="read">What WeCom showed.</param>
    /// <param name="known">What is known of it; null: store it in any case.</param>
    /// <param name="askConsent">Whether WeCom is to be asked, later, who agrees to the archive there, if the group is news.</param>
    /// <param name="ct">Ends the wait, not what is being stored.</param>
    public async Task<RosterOutcome> KeepAsync(Account account, ReadGroup read, KnownGroup? known, bool askConsent, CancellationToken ct)
    {
        if (read.Reply.Failure is { } failure) { return NoSuchGroup.Contains(failure.Code) ? await DismissAsync(account, read.ChatId, read.At, ct) : failure; }

        var chat = read.Reply.Value!;
        return known?.Equals(chat) == true
            ? new RosterOutcome { Members = chat.MemberList.Count }
            : await keep.KeepAsync(new FetchedRoster(account, chat, ToEvent(account, read.ChatId, chat, read.At, messaging.Value.Partitions), askConsent), ct);
    }

    private async Task<RosterOutcome> DismissAsync(Account account, string chatId, DateTimeOffset at, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(account.Brand, ct);
        var group = GroupId.From(account.Id, chatId);
        var marked = await Dismissal.RecordAsync(account.Brand, group, at, Partition.Of(group, messaging.Value.Partitions), transaction, ct);
        await transaction.CommitAsync(ct);
        return new RosterOutcome { Stored = marked };
    }

    internal static GroupSyncedV1 ToEvent(Account account, string chatId, GroupChat chat, DateTimeOffset fetchedAt, int lanes)
    {
        var group = GroupId.From(account.Id, chatId);
        return new GroupSyncedV1
        {
            BrandId = account.Brand.Value,
            AccountId = account.Id.Value,
            Partition = Partition.Of(group, lanes),
            GroupId = group.Value,
            ExternalId = chatId,
            Name = chat.Name,
            OwnerId = MemberId.From(account.Id, chat.Owner).Value,
            CreatedAt = DateTimeOffset.FromUnixTimeSeconds(chat.CreateTime),
            SyncedAt = fetchedAt,
            Roster =
            [
                .. chat.MemberList.Where(member => member.Userid.Length > 0).DistinctBy(member => member.Userid).Select(member => new RosterEntry
                {
                    MemberId = MemberId.From(account.Id, member.Userid).Value,
                    ExternalId = member.Userid,
                    Name = string.IsNullOrEmpty(member.Name) ? member.GroupNickname ?? "" : member.Name,
                    IsStaff = member.Type == 1,
                    JoinedAt = DateTimeOffset.FromUnixTimeSeconds(member.JoinTime),
                    JoinScene = member.JoinScene,
                    JoinState = member.State ?? "",
                }),
            ],
        };
    }
}
