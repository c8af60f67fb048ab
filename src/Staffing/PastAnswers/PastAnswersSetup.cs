namespace Steward.Staffing.PastAnswers;

internal static class PastAnswersSetup
{
    /// <summary>What people answered before.</summary>
    public static void AddPastAnswers(this WebApplicationBuilder builder) => builder.Services.AddSingleton<ListPastAnswers>();
}
