namespace Steward.Members.Activity;

internal static class ActivitySetup
{
    public static void AddActivity(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<GetActivityTotalsHandler>();
        builder.Services.AddHostedService<SpeakerDays>();
    }
}
