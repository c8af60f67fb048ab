using System.ComponentModel.DataAnnotations;

namespace Steward.Channels.Media;

/// <summary>Settings of messages' files (section <c>Media</c>).</summary>
internal sealed class MediaOptions
{
    /// <summary>Larger files are fetched only when somebody asks for one.</summary>
    [Range(0, 512)]
    public int LargestMegabytes { get; set; } = 20;

    /// <summary>How many days a file is kept after it was fetched.</summary>
    [Range(1, 3650)]
    public int KeepDays { get; set; } = 30;

    /// <summary>How long to leave an archive alone that does not answer, and a file that came wrong.</summary>
    [Range(0, 3600)]
    public int RetrySeconds { get; set; } = 15;

    /// <summary><see cref="LargestMegabytes"/> in bytes.</summary>
    public long LargestBytes => LargestMegabytes * 1024L * 1024;
}
