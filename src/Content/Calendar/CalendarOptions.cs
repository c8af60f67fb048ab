namespace Steward.Content.Calendar;

/// <summary>Settings of the calendar (section <c>Calendar</c>).</summary>
internal sealed class CalendarOptions
{
    /// <summary>A post that could not be sent at its time is still sent when it is no later than this; after that it fails as missed.</summary>
    public TimeSpan MaxLateness { get; set; } = TimeSpan.FromHours(1);
}
