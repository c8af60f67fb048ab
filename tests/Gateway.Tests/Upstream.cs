using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Steward.Contracts.Conversions.V1;
using Steward.Kernel;
using Steward.ServiceDefaults;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Gateway.Tests;

/// <summary>What stands behind the gateway in its tests besides the real Members: a server with the suite's own gRPC, token check and ports that says what reached it.</summary>
public sealed class Upstream
{
    private readonly ConcurrentDictionary<(BrandId, string), Order> _orders = new();

    /// <summary>The orders that came, and who sent them.</summary>
    public ConcurrentQueue<(Caller Caller, Order Order)> Recorded { get; } = new();

    /// <summary>To be run by the test bench.</summary>
    public Service Definition => new(
        "upstream",
        null,
        typeof(Upstream).Assembly,
        builder => builder.Services.AddSingleton(this),
        app =>
        {
            app.MapGrpcService<Orders>();
            app.MapGet("/s/{code}", (string code, HttpContext http) => Results.Redirect($"https://shop.example/{code}{http.Request.QueryString}")).ForAnyone();
            app.MapPost("/callbacks/{**rest}", async (string rest, HttpContext http) =>
            {
                using var body = new StreamReader(http.Request.Body);
                return $"{rest}{http.Request.QueryString} {(await body.ReadToEndAsync()).Length} {http.Request.Headers["X-Forwarded-For"].Count}";
            }).ForAnyone();
        });

    private sealed class Orders(Upstream upstream) : OrderService.OrderServiceBase
    {
        public override Task<RecordOrderResponse> RecordOrder(RecordOrderRequest request, ServerCallContext context)
        {
            var brand = context.Brand(request.Order.BrandId);
            if (request.Order.OrderNo == "refuse-me") { throw new Problem("CNV-099", ProblemKind.Conflict, "This order was cancelled.", "order_no").ToRpc(); }

            upstream.Recorded.Enqueue((context.Caller(), request.Order));
            request.Order.LinkCode = "abc";
            var isNew = upstream._orders.TryAdd((brand, request.Order.OrderNo), request.Order);
            return Task.FromResult(new RecordOrderResponse { Order = upstream._orders[(brand, request.Order.OrderNo)], AlreadyRecorded = !isNew });
        }
    }
}
