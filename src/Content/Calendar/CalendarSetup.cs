namespace Steward.Content.Calendar;

internal static class CalendarSetup
{
    /// <summary>The calendar and its timer.</summary>
    public static void AddCalendar(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<CalendarOptions>().BindConfiguration("Calendar")
            .Validate(options => options.MaxLateness >= TimeSpan.Zero, "Calendar:MaxLateness must not be negative.").ValidateOnStart();
        builder.Services.AddSingleton<ScheduleEntry>().AddSingleton<CancelEntry>().AddSingleton<ListEntries>();
        builder.Services.AddSingleton<SendDueEntries>().AddHostedService(provider => provider.GetRequiredService<SendDueEntries>());
    }
}
