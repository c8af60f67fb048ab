using System.Text.Json;
using Steward.Contracts.Conversions.V1;
using Steward.Contracts.Members.V1;
using Steward.Gateway.Docs;
using Steward.Gateway.Groups;
using Steward.Gateway.Keys;
using Steward.Gateway.Orders;
using Steward.Gateway.Problems;
using Steward.Gateway.Routes;
using Steward.ServiceDefaults;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Gateway;

/// <summary>The gateway: the one door for brands and the channel. Holds no domain state and no database.</summary>
public static class GatewayService
{
    /// <summary>How it is put together.</summary>
    public static Service Definition { get; } = new("gateway", null, typeof(GatewayService).Assembly, Add, Map);

    private static void Add(WebApplicationBuilder builder)
    {
        // Who reads a body says how much of it; nothing may be larger than this.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = BodyLimits.Largest);
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            options.SerializerOptions.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        });
        builder.Services.AddServiceClient<GroupService.GroupServiceClient>("members");
        builder.Services.AddServiceClient<BrandService.BrandServiceClient>("members");
        builder.Services.AddServiceClient<OrderService.OrderServiceClient>("conversions");
        builder.AddProblems();
        builder.AddKeys();
        builder.AddProxy();
        builder.AddDocs();
    }

    private static void Map(WebApplication app)
    {
        app.UseProblems();
        app.UseRateLimiter();

        var brands = app.MapGroup("/api/v1").RequireRateLimiting(KeyLimits.Policy).WithGroupName(ApiDocument.Name);
        brands.MapListGroups();
        brands.MapRecordOrder();

        app.MapProxy();
        app.MapDocs();
    }
}
