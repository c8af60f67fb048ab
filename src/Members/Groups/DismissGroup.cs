using Steward.Contracts.Events.Channels;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Members.Groups;

/// <summary>Ends a group and every stay in it. A roster read later than the dismissal would bring it back.</summary>
internal sealed partial class DismissGroup(ILogger<DismissGroup> logger) : IHandle<GroupDismissedV1>
{
    private const string Dismiss =
        """
        update groups set dismissed_at = @at, members = 0, staff = 0
        where brand_id = @brand and group_id = @group and dismissed_at is null and synced_at <= @at
        """;

    private const string EndStays =
        $"""
        with present as (
            update memberships m set left_at = greatest(@at, m.joined_at), messages_until = {Stay.MessagesNow}
            where m.brand_id = @brand and m.group_id = @group and m.left_at is null
            returning m.member_id)
        update members p set groups_now = p.groups_now - 1 from present where p.brand_id = @brand and p.member_id = present.member_id
        """;

    public async Task HandleAsync(GroupDismissedV1 message, BrandTransaction transaction, CancellationToken ct)
    {
        var args = new { brand = message.BrandId, group = message.GroupId, at = message.At };
        if (await transaction.ExecuteAsync(Dismiss, args, ct) == 0)
        {
            Log.NothingToDismiss(logger, message.GroupId, message.At);
            return;
        }

        await transaction.ExecuteAsync(EndStays, args, ct);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Group {Group} is unknown, dismissed before or seen since {At}: nothing to dismiss.")]
        public static partial void NothingToDismiss(ILogger logger, Guid group, DateTimeOffset at);
    }
}
