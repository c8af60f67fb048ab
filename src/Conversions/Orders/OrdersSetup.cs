namespace Steward.Conversions.Orders;

internal static class OrdersSetup
{
    public static void AddOrders(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<AttributionOptions>().BindConfiguration("Attribution").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<RecordOrderHandler>();
        builder.Services.AddSingleton<ListOrdersHandler>();
    }
}
