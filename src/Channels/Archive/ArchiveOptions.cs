using System.ComponentModel.DataAnnotations;

namespace Steward.Channels.Archive;

/// <summary>Settings of reading archives (section <c>Archive</c>).</summary>
internal sealed class ArchiveOptions
{
    /// <summary>How long to wait when an archive has nothing new and nobody rings.</summary>
    [Range(5, 600_000)]
    public int PollMilliseconds { get; set; } = 1000;

    /// <summary>How many messages to ask for at once; WeCom gives at most 1,000.</summary>
    [Range(1, 1000)]
    public int PageSize { get; set; } = 1000;

    /// <summary>Path of the corp's own native library, <c>libWeWorkFinanceSdk_C.so</c>; empty: there is none, and no account can use the archive mode that needs it.</summary>
    public string SdkPath { get; set; } = "";
}
