using Steward.Moderation.Cases.Review;
using Steward.Moderation.Policies;

namespace Steward.Moderation.Cases;

internal static class CasesSetup
{
    public static void AddCases(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ListCasesHandler>();
        builder.Services.AddSingleton<GetCaseHandler>();
        builder.Services.AddSingleton<DecideCaseHandler>();
        builder.Services.AddSingleton<GetScreeningTotalsHandler>();
        builder.Services.AddSingleton<ClaimNextCaseHandler>();
        builder.Services.AddSingleton<ClaimCaseHandler>();
        builder.Services.AddSingleton<GetPendingHandler>();
        builder.Services.AddSingleton<GetReviewTimesHandler>();
        builder.Services.AddSingleton<PreviewBulkHandler>();
        builder.Services.AddSingleton<DecideBulkHandler>();
        builder.Services.AddSingleton<PutPolicyHandler<ReviewPolicy>>();
    }
}
