using Steward.Moderation.Rules.Nicknames;
using Steward.Moderation.Rules.Packs;
using Steward.Moderation.Rules.Versions;
using Steward.Moderation.Rules.WordLists;

namespace Steward.Moderation.Rules;

internal static class RulesSetup
{
    public static void AddRules(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RulesInForce>();
        builder.Services.AddSingleton<ChangeRulesHandler>();
        builder.Services.AddSingleton<ReadRulesHandler>();
        builder.Services.AddSingleton<VersionSummaries>();
        builder.Services.AddSingleton<ListNicknameBreachesHandler>();
        builder.Services.AddSingleton<PacksHandler>();
        builder.Services.AddSingleton<ImportWordsHandler>();
    }
}
