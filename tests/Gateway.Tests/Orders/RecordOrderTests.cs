using System.Net;
using System.Text;
using Steward.ServiceDefaults.Auth;
using static Steward.Gateway.Tests.GatewayBench;

namespace Steward.Gateway.Tests.Orders;

[Collection(GatewayCollection.Name)]
public sealed class RecordOrderTests(GatewayBench bench)
{
    private const string Orders = "/api/v1/orders";

    [Fact]
    public async Task An_order_is_recorded_once_on_behalf_of_the_key()
    {
        var key = await bench.KeyAsync();
        var number = Guid.NewGuid().ToString("N");

        var first = await bench.PostAsync(Orders, key.Secret, Json(number));
        var second = await bench.PostAsync(Orders, key.Secret, Json(number));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        var order = await JsonAsync(first);
        Assert.Equal((number, 3990, "abc", false), (order.GetProperty("order_no").GetString(), order.GetProperty("amount_fen").GetInt64(), order.GetProperty("link_code").GetString(), order.GetProperty("already_recorded").GetBoolean()));
        Assert.True((await JsonAsync(second)).GetProperty("already_recorded").GetBoolean());
        var (caller, sent) = bench.Upstream.Recorded.First(recorded => recorded.Order.OrderNo == number);
        Assert.Equal(($"key:{key.Id}", Role.Brand), (caller.Actor, caller.Role));
        Assert.Equal(key.Brand, Assert.Single(caller.Brands!).Value);
        Assert.Equal((key.Brand.ToString(), "v1"), (sent.BrandId, sent.Visitor));
    }

    [Theory]
    [InlineData("{\"order_no\": \"A\",\n  oops}", 2, 3)]
    [InlineData("", 1, 1)]
    [InlineData("{\"order_no\": \"A\"", 1, 17)]
    public async Task Malformed_JSON_is_refused_with_its_place(string json, int line, int column)
    {
        var key = await bench.KeyAsync();

        var problem = await ProblemAsync(HttpStatusCode.BadRequest, "GTW-002", await bench.PostAsync(Orders, key.Secret, json));

        Assert.Equal((line, column), (problem.GetProperty("line").GetInt32(), problem.GetProperty("column").GetInt32()));
    }

    [Fact]
    public async Task Text_that_is_no_Unicode_is_refused()
    {
        var key = await bench.KeyAsync();

        await ProblemAsync(HttpStatusCode.BadRequest, "GTW-001", await bench.PostAsync(Orders, key.Secret, """{"order_no":"\ud800","amount_fen":1,"paid_at":"2026-03-02T12:30:00Z"}"""));
    }

    [Fact]
    public async Task Every_wrong_field_is_named()
    {
        var key = await bench.KeyAsync();

        var problem = await ProblemAsync(HttpStatusCode.BadRequest, "GTW-001", await bench.PostAsync(Orders, key.Secret, """{"order_no":"","amount_fen":1.5}"""));

        Assert.Equal(["amount_fen", "order_no", "paid_at"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_the_limit_is_refused_whether_or_not_it_says_its_length(bool chunked)
    {
        var key = await bench.KeyAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, Orders)
        {
            Headers = { { "X-Api-Key", key.Secret } },
            Content = new StringContent(Json(new string('x', 300_000)), Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = chunked;

        await ProblemAsync(HttpStatusCode.RequestEntityTooLarge, "GTW-003", await bench.Gateway.Http.SendAsync(request));
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    public async Task Another_content_type_or_none_is_refused(string? type)
    {
        var key = await bench.KeyAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, Orders) { Headers = { { "X-Api-Key", key.Secret } }, Content = new ByteArrayContent("a=1"u8.ToArray()) };
        request.Content.Headers.ContentType = type is null ? null : new System.Net.Http.Headers.MediaTypeHeaderValue(type);

        await ProblemAsync(HttpStatusCode.UnsupportedMediaType, "GTW-004", await bench.Gateway.Http.SendAsync(request));
    }

    [Fact]
    public async Task What_the_service_refuses_keeps_its_code_and_field()
    {
        var key = await bench.KeyAsync();

        var problem = await ProblemAsync(HttpStatusCode.Conflict, "CNV-099", await bench.PostAsync(Orders, key.Secret, Json("refuse-me")));

        Assert.True(problem.GetProperty("errors").TryGetProperty("order_no", out _));
    }

    private static string Json(string number) => $$"""{"order_no":"{{number}}","amount_fen":3990,"paid_at":"2026-03-02T12:30:00+08:00","visitor":"v1"}""";
}
