using Steward.Moderation.Policies;

namespace Steward.Moderation.Discipline;

internal static class DisciplineSetup
{
    public static void AddDiscipline(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PutPolicyHandler<Policy>>().AddSingleton<PoliciesInForce<Policy>>();
        builder.Services.AddSingleton<PutPolicyHandler>();
        builder.Services.AddSingleton<PutExemptionHandler>();
        builder.Services.AddSingleton<ListExemptionsHandler>();
        builder.Services.AddSingleton<ProposeSanctionHandler>();
        builder.Services.AddSingleton<GetStandingHandler>();
        builder.Services.AddSingleton<FileAppealHandler>();
        builder.Services.AddSingleton<ListAppealsHandler>();
        builder.Services.AddSingleton<DecideAppealHandler>();
        builder.Services.AddSingleton<GetConsistencyHandler>();
    }
}
