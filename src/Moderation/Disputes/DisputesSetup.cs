using Steward.Moderation.Policies;

namespace Steward.Moderation.Disputes;

internal static class DisputesSetup
{
    public static void AddDisputes(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RegisterComplaintHandler>().AddSingleton<TakeStepHandler>().AddSingleton<SendStep>().AddSingleton<FollowComplaintHandler>();
        builder.Services.AddSingleton<ListComplaintsHandler>().AddSingleton<GetComplaintHandler>().AddSingleton<GetOpenComplaintsHandler>().AddSingleton<GetComplaintRatesHandler>();
        builder.Services.AddSingleton<PutPolicyHandler<DisputePolicy>>().AddSingleton<PoliciesInForce<DisputePolicy>>();
    }
}
