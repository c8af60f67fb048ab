using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Roster;

/// <summary>The end of a group.</summary>
internal static class Dismissal
{
    /// <summary>Marks the group and tells the others, once.</summary>
    /// <returns>Whether it was news.</returns>
    public static async Task<bool> RecordAsync(BrandId brand, GroupId group, DateTimeOffset at, int lane, BrandTransaction transaction, CancellationToken ct)
    {
        var marked = await transaction.ExecuteAsync("update groups set dismissed_at = @at where brand_id = @brand and group_id = @group and dismissed_at is null", new { brand, group, at }, ct);
        if (marked == 1) { transaction.Publish(new GroupDismissedV1 { BrandId = brand.Value, Partition = lane, GroupId = group.Value, At = at }); }

        return marked == 1;
    }
}
