using Steward.Moderation.Policies;

namespace Steward.Moderation.Incidents;

internal static class IncidentsSetup
{
    public static void AddIncidents(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ListIncidentsHandler>();
        builder.Services.AddSingleton<GetIncidentHandler>();
        builder.Services.AddSingleton<CloseIncidentHandler>();
        builder.Services.AddSingleton<PutPolicyHandler<IncidentPolicy>>().AddSingleton<PoliciesInForce<IncidentPolicy>>();
    }
}
