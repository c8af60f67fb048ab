namespace Steward.Conversions.Links;

internal static class LinksSetup
{
    public static void AddLinks(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CodeTable>();
        builder.Services.AddSingleton<Redirect>();
        builder.Services.AddSingleton<PutLinkHandler>();
        builder.Services.AddSingleton<ListLinksHandler>();
        builder.Services.AddHostedService<FollowLinks>();
    }
}
