namespace Steward.Staffing.Duty;

internal static class DutySetup
{
    /// <summary>Who works when.</summary>
    public static void AddDuty(this WebApplicationBuilder builder) => builder.Services.AddSingleton<ListDuty>().AddSingleton<PutDuty>().AddSingleton<TakeBreak>();
}
