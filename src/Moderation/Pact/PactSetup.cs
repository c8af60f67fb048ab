namespace Steward.Moderation.Pact;

internal static class PactSetup
{
    /// <summary>What everybody in a group is told on joining.</summary>
    public static void AddPact(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<GetPactHandler>().AddSingleton<WriteDraftHandler>().AddSingleton<PublishPactHandler>().AddSingleton<RemindMembersHandler>().AddSingleton<EndPactHandler>()
            .AddSingleton<ListPactsHandler>().AddSingleton<ListPactGroupsHandler>().AddSingleton<ListReceiptsHandler>();
}
