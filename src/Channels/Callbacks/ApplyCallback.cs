using Microsoft.Extensions.Options;
using Steward.Channels.Roster;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Callbacks;

/// <summary>What one event changes. A join tells no names, so the roster is fetched; a leave is told on at once, because it alone proves a removal.</summary>
internal sealed class ApplyCallback(RosterQueue rosters, IOptions<MessagingOptions> messaging, TimeProvider clock)
{
    /// <returns>What was done, for the counter.</returns>
    public async Task<string> HandleAsync(AccountId account, BrandId brand, CallbackEvent told, BrandTransaction transaction, CancellationToken ct)
    {
        if (told.Event == "msgaudit_notify") { return "archive"; }

        if (told.Event != "change_external_chat" || told.ChatId.Length is 0 or > 256) { return "stored"; }

        var group = GroupId.From(account, told.ChatId);
        if (told.ChangeType == "dismiss")
        {
            await Dismissal.RecordAsync(brand, group, told.At, Partition.Of(group, messaging.Value.Partitions), transaction, ct);
            return "dismissed";
        }

        var gap = await RememberVersionAsync(brand, group, told, transaction, ct);
        var left = told.UpdateDetail == "del_member" && told.Changed.Count > 0;
        if (left)
        {
            transaction.Publish(new MembersLeftV1
            {
                BrandId = brand.Value,
                Partition = Partition.Of(group, messaging.Value.Partitions),
                GroupId = group.Value,
                MemberIds = [.. told.Changed.Select(id => MemberId.From(account, id).Value)],
                Removed = told.QuitScene == 1,
                At = told.At,
            });
        }

        if (!left || gap || told.ChangedCount > told.Changed.Count) { await rosters.AddAsync(transaction.Connection, account, brand, told.ChatId, clock.GetUtcNow(), ct); }

        return left ? told.QuitScene == 1 ? "removed" : "left" : "roster";
    }

    /// <summary>WeCom's rule: apply a change only on top of the version it names, else read the whole group.</summary>
    /// <returns>Whether changes are missing in between.</returns>
    private async Task<bool> RememberVersionAsync(BrandId brand, GroupId group, CallbackEvent told, BrandTransaction transaction, CancellationToken ct)
    {
        if (told.CurrentVersion.Length == 0) { return true; }

        var known = await transaction.SingleOrDefaultAsync<string>("select member_version from groups where brand_id = @brand and group_id = @group for update", new { brand, group }, ct);
        var follows = known is not null && known == told.LastVersion;
        await transaction.ExecuteAsync(
            """
            update groups set event_version = @current, event_at = @now, member_version = case when @follows and @leave then @current else member_version end
            where brand_id = @brand and group_id = @group
            """,
            new { brand, group, current = told.CurrentVersion, follows, leave = told.UpdateDetail == "del_member", now = clock.GetUtcNow() },
            ct);
        return !follows && known != told.CurrentVersion;
    }
}
