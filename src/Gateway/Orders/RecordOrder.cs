using System.Buffers;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Steward.Contracts.Conversions.V1;
using Steward.Gateway.Keys;
using Steward.Gateway.Problems;
using Steward.ServiceDefaults.Auth;

namespace Steward.Gateway.Orders;

/// <summary>An order as it was recorded, with what it is credited to.</summary>
/// <param name="OrderNo">The brand's own number.</param>
/// <param name="AmountFen">What was paid, in fen.</param>
/// <param name="PaidAt">When.</param>
/// <param name="LinkCode">The short link it is credited to; null when none.</param>
/// <param name="GroupId">The group it is credited to; null when none.</param>
/// <param name="AlreadyRecorded">Whether this order had been reported before; then this is what was recorded then.</param>
internal sealed record OrderView(string OrderNo, long AmountFen, DateTimeOffset PaidAt, string? LinkCode, string? GroupId, bool AlreadyRecorded);

/// <summary><c>POST /api/v1/orders</c>: 201 when the order is new, 200 when it was recorded before.</summary>
internal static class RecordOrder
{
    public static void MapRecordOrder(this IEndpointRouteBuilder brands) => brands.MapPost("/orders", HandleAsync)
        .RequireScope("orders.write")
        .WithName("RecordOrder")
        .WithTags("Orders")
        .WithSummary("Report a paid order; reporting it twice is harmless")
        .Accepts<OrderBody>("application/json")
        .Produces<OrderView>(StatusCodes.Status201Created)
        .Produces<OrderView>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> HandleAsync(HttpContext http, OrderService.OrderServiceClient conversions, CallerContext caller, CancellationToken ct)
    {
        if (!http.Request.HasJsonContentType()) { return GatewayProblems.NotJson(); }

        if (await ReadBodyAsync(http.Request, ct) is not { } body) { return GatewayProblems.TooLarge(BodyLimits.Order); }

        OrderBody? order;
        IReadOnlyDictionary<string, string[]> errors;
        try
        {
            using var json = JsonDocument.Parse(body);
            (order, errors) = OrderBody.Read(json.RootElement);
        }
        catch (JsonException malformed)
        {
            return GatewayProblems.MalformedJson((malformed.LineNumber ?? 0) + 1, (malformed.BytePositionInLine ?? 0) + 1);
        }
        catch (InvalidOperationException)
        {
            // A string whose bytes or escapes are no Unicode text shows only when it is read.
            return GatewayProblems.InvalidFields(new Dictionary<string, string[]> { ["$"] = ["holds text that is not valid Unicode"] });
        }

        if (order is null) { return GatewayProblems.InvalidFields(errors); }

        var reply = await conversions.RecordOrderAsync(
            new RecordOrderRequest
            {
                Order = new Order
                {
                    BrandId = caller.Current.Brands![0].ToString(),
                    OrderNo = order.OrderNo,
                    AmountFen = order.AmountFen,
                    PaidAt = Timestamp.FromDateTimeOffset(order.PaidAt),
                    Visitor = order.Visitor ?? string.Empty,
                    MemberExternalId = order.MemberExternalId ?? string.Empty,
                },
            },
            cancellationToken: ct);
        var view = new OrderView(
            reply.Order.OrderNo,
            reply.Order.AmountFen,
            reply.Order.PaidAt.ToDateTimeOffset(),
            reply.Order.LinkCode is { Length: > 0 } link ? link : null,
            reply.Order.GroupId is { Length: > 0 } group ? group : null,
            reply.AlreadyRecorded);
        return TypedResults.Json(view, statusCode: reply.AlreadyRecorded ? StatusCodes.Status200OK : StatusCodes.Status201Created);
    }

    /// <summary>The whole body, or null when it is too large; no more than the limit is ever held.</summary>
    private static async Task<ReadOnlyMemory<byte>?> ReadBodyAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > BodyLimits.Order) { return null; }

        var body = new ArrayBufferWriter<byte>((int)(request.ContentLength ?? 1024) + 1);
        while (await request.Body.ReadAsync(body.GetMemory(1), ct) is > 0 and var read)
        {
            body.Advance(read);
            if (body.WrittenCount > BodyLimits.Order) { return null; }
        }

        return body.WrittenMemory;
    }
}
