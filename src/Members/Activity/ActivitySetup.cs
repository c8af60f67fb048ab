using Steward.ServiceDefaults.Storage;

namespace Steward.Members.Activity;

internal static class ActivitySetup
{
    /// <summary>The channel's archive reaches back five days; a week and a half leaves room for an outage of ours.</summary>
    private const int SpeakerDays = 10;

    public static void AddActivity(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<GetActivityTotalsHandler>();
        builder.Services.KeepDayPartitions("member_group_day", SpeakerDays);
    }
}
