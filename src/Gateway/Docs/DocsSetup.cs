using Steward.ServiceDefaults;

namespace Steward.Gateway.Docs;

internal static class DocsSetup
{
    public static void AddDocs(this WebApplicationBuilder builder)
    {
        builder.Services.AddOpenApi(ApiDocument.Name, ApiDocument.Configure);
        builder.Services.AddTransient<IStartupFilter, DocsPage>();
    }

    public static void MapDocs(this WebApplication app)
    {
        app.MapOpenApi().ForAnyone();
        app.MapGet("/", LandingPage.Show).ForAnyone().ExcludeFromDescription();
    }

    /// <summary>The page stands before authorisation, which would ask its files for a token. Everything it needs comes from the package: no outside address.</summary>
    private sealed class DocsPage : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.UseSwaggerUI(page =>
            {
                page.RoutePrefix = "docs";
                page.DocumentTitle = "Steward brand API";
                page.SwaggerEndpoint($"/openapi/{ApiDocument.Name}.json", "Steward brand API");
            });
            next(app);
        };
    }
}
