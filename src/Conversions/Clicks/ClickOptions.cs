using System.ComponentModel.DataAnnotations;

namespace Steward.Conversions.Clicks;

/// <summary>Settings of click storage (section <c>Clicks</c>).</summary>
internal sealed class ClickOptions
{
    /// <summary>Clicks that may wait in memory for the database. Beyond it they go to the spill file.</summary>
    [Range(1, 10_000_000)]
    public int Capacity { get; set; } = 65_536;

    /// <summary>Folder for clicks that the database could not take; each database has its own folder inside. Must outlive the process.</summary>
    [Required]
    public string SpillFolder { get; set; } = Path.Combine(AppContext.BaseDirectory, "spill");

    /// <summary>What a spill file may grow to; clicks beyond it are lost, and counted. 256 MB hold about two million clicks.</summary>
    [Range(1, 1_000_000)]
    public int SpillMegabytes { get; set; } = 256;
}
