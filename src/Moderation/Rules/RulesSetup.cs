namespace Steward.Moderation.Rules;

internal static class RulesSetup
{
    public static void AddRules(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RulesInForce>();
        builder.Services.AddSingleton<PublishRuleSetHandler>();
        builder.Services.AddSingleton<GetRuleSetHandler>();
    }
}
