using Steward.Moderation.Compliance.Approvals;
using Steward.Moderation.Compliance.Intercepts;
using Steward.Moderation.Compliance.Phrases;

namespace Steward.Moderation.Compliance;

internal static class ComplianceSetup
{
    /// <summary>The gate for what we say ourselves.</summary>
    public static void AddCompliance(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<PhrasesInForce>().AddSingleton<CheckTextsHandler>().AddSingleton<ChangePhrasesHandler>().AddSingleton<ListPhrasesHandler>()
            .AddSingleton<AskApprovalHandler>().AddSingleton<DecideApprovalHandler>().AddSingleton<RevokeApprovalHandler>().AddSingleton<ListApprovalsHandler>()
            .AddSingleton<PackInterceptsHandler>();
}
