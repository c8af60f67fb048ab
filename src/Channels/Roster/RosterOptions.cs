using System.ComponentModel.DataAnnotations;
using Steward.Channels.Quotas;

namespace Steward.Channels.Roster;

/// <summary>Settings of reading rosters (section <c>Roster</c>).</summary>
internal sealed class RosterOptions
{
    /// <summary>How many groups a comparison reads at the same time.</summary>
    [Range(1, 64)]
    public int AtOnce { get; set; } = 8;

    /// <summary>When every account is compared, by the brand's clock.</summary>
    public TimeOnly NightlyAt { get; set; } = new(3, 30);

    /// <summary>The clock of brands that have named no zone with their quiet hours; IANA.</summary>
    [Required]
    public string TimeZone { get; set; } = QuietHours.DefaultZone;
}
