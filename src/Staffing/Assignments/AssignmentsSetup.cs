namespace Steward.Staffing.Assignments;

internal static class AssignmentsSetup
{
    /// <summary>Who looks after which group.</summary>
    public static void AddAssignments(this WebApplicationBuilder builder) => builder.Services.AddSingleton<AssignGroups>().AddSingleton<ListAssignments>();
}
