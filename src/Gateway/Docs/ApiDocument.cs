using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Steward.Gateway.Keys;

namespace Steward.Gateway.Docs;

/// <summary>The OpenAPI document of the brand API: what the endpoints say of themselves, with the key, the scopes and an example.</summary>
internal static class ApiDocument
{
    public const string Name = "v1";
    private const string Scheme = "api_key";

    public static void Configure(OpenApiOptions options)
    {
        options.ShouldInclude = description => description.GroupName == Name;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Steward brand API",
                Version = Name,
                Description = "Groups and orders of one brand. Every request carries the brand's API key; errors are RFC 9457 problem+json with a stable `code`.",
            };
            document.Servers = [new OpenApiServer { Url = "/" }];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "stw_…", Description = "The brand's API key; X-Api-Key: stw_… works too." },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<NeedsScope>().FirstOrDefault() is { } needed)
            {
                operation.Description = $"Needs the scope `{needed.Scope}`.";
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
            }

            if (operation.RequestBody?.Content is { } content && content.TryGetValue("application/json", out var order)) { order.Example = OrderExample(); }

            return Task.CompletedTask;
        });
    }

    private static JsonObject OrderExample() => new()
    {
        ["order_no"] = "E20260302-000123",
        ["amount_fen"] = 3990,
        ["paid_at"] = "2026-03-02T12:30:00+08:00",
        ["visitor"] = "k3J9xQ",
        ["member_external_id"] = "wmAbc123",
    };
}
