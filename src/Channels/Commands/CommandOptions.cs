using System.ComponentModel.DataAnnotations;
using Steward.Channels.Quotas;

namespace Steward.Channels.Commands;

/// <summary>Settings of the command ledger (section <c>Commands</c>).</summary>
internal sealed class CommandOptions : IValidatableObject
{
    /// <summary>How long people have to confirm a send before it counts as failed for the groups that did not get it; how long an act without a deadline may take.</summary>
    [Range(0.0001, 720)]
    public double DeadlineHours { get; set; } = 24;

    /// <summary>How long after a call without an answer its trace may still turn up in WeCom's list. Longer than a call's time-out, or a slow call could be repeated.</summary>
    [Range(1, 3600)]
    public int LookupGraceSeconds { get; set; } = 30;

    /// <summary>How long commands that a replica took are left to it; when it died, others go on with them then.</summary>
    [Range(1, 3600)]
    public int LeaseSeconds { get; set; } = 60;

    /// <summary>When the calendar sends nothing, in Shanghai, for brands that have set nothing themselves; empty: never.</summary>
    public string QuietHours { get; set; } = "21:30-08:30";

    /// <summary>How long a person has for a task before it is escalated.</summary>
    [Range(0.001, 1440)]
    public double TaskMinutes { get; set; } = 30;

    /// <summary>How long an act waits for a roster that names its group or person.</summary>
    [Range(0, 1440)]
    public double RosterMinutes { get; set; } = 10;

    /// <summary>The quiet hours of brands without their own.</summary>
    public QuietHours Quiet => Quotas.QuietHours.Parse(QuietHours, Quotas.QuietHours.DefaultZone)!;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Quotas.QuietHours.Parse(QuietHours, Quotas.QuietHours.DefaultZone) is null) { yield return new ValidationResult("QuietHours must be empty or like 21:30-08:30.", [nameof(QuietHours)]); }
    }
}
