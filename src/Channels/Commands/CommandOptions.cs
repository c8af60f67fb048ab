using System.ComponentModel.DataAnnotations;

namespace Steward.Channels.Commands;

/// <summary>Settings of the command ledger (section <c>Commands</c>).</summary>
internal sealed class CommandOptions
{
    /// <summary>How long people have to confirm a send before it counts as failed for the groups that did not get it.</summary>
    [Range(0.0001, 720)]
    public double DeadlineHours { get; set; } = 24;

    /// <summary>How long after a call without an answer its trace may still turn up in WeCom's list. Longer than a call's time-out, or a slow call could be repeated.</summary>
    [Range(1, 3600)]
    public int LookupGraceSeconds { get; set; } = 30;
}
