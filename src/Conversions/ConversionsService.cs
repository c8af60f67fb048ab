using Steward.Contracts.Events.Moderation;
using Steward.Conversions.Clicks;
using Steward.Conversions.Links;
using Steward.Conversions.Orders;
using Steward.Conversions.Reports;
using Steward.ServiceDefaults;
using Steward.ServiceDefaults.Messaging;

namespace Steward.Conversions;

/// <summary>The service that tracks links, clicks and orders, and keeps the day counts.</summary>
public static class ConversionsService
{
    internal const string DatabaseName = "conversions-db";

    /// <summary>How it is put together.</summary>
    public static Service Definition { get; } = new("conversions", DatabaseName, typeof(ConversionsService).Assembly, Add, Map);

    private static void Add(WebApplicationBuilder builder)
    {
        builder.AddClicks();
        builder.AddLinks();
        builder.AddOrders();
        builder.AddReports();
        builder.AddMessaging("conversions", reactions => reactions.Handle<MessagesScreenedV1, CountScreened>());
    }

    private static void Map(WebApplication app)
    {
        app.MapRedirect();
        app.MapGrpcService<LinksGrpc>();
        app.MapGrpcService<OrdersGrpc>();
        app.MapGrpcService<ReportsGrpc>();
        app.MapGrpcService<DeadLettersGrpc>();
    }
}
