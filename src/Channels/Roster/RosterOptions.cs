using System.ComponentModel.DataAnnotations;

namespace Steward.Channels.Roster;

/// <summary>Settings of reading rosters (section <c>Roster</c>).</summary>
internal sealed class RosterOptions
{
    /// <summary>WeCom's limit of calls of one API by one corp in a minute.</summary>
    [Range(1, 1_000_000)]
    public int CallsPerMinute { get; set; } = 10_000;

    /// <summary>How much of that a comparison of all groups may use; the rest stays for people who wait.</summary>
    [Range(1, 100)]
    public int BulkPercent { get; set; } = 80;

    /// <summary>How many groups a comparison reads at the same time.</summary>
    [Range(1, 64)]
    public int AtOnce { get; set; } = 8;

    /// <summary>When every account is compared, by the brand's clock.</summary>
    public TimeOnly NightlyAt { get; set; } = new(3, 30);

    /// <summary>The brand's clock. One for all until brands bring their own here.</summary>
    [Required]
    public string TimeZone { get; set; } = "Asia/Shanghai";
}
