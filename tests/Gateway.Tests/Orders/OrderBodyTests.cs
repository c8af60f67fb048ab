using System.Text.Json;
using Steward.Gateway.Orders;

namespace Steward.Gateway.Tests.Orders;

public sealed class OrderBodyTests
{
    [Fact]
    public void A_whole_order_is_read_as_it_is()
    {
        var (order, errors) = Read("""{"order_no":"A-1","amount_fen":3990,"paid_at":"2026-03-02T12:30:00.5+08:00","visitor":"v","member_external_id":null}""");

        Assert.Empty(errors);
        Assert.Equal(new OrderBody("A-1", 3990, new DateTimeOffset(2026, 3, 2, 12, 30, 0, 500, TimeSpan.FromHours(8)), "v"), order);
    }

    [Theory]
    [InlineData("order_no", "\"\"")]
    [InlineData("order_no", "12")]
    [InlineData("order_no", "\"12345678901234567890123456789012345678901234567890123456789012345\"")]
    [InlineData("order_no", "\"a\\nb\"")]
    [InlineData("amount_fen", "0")]
    [InlineData("amount_fen", "-5")]
    [InlineData("amount_fen", "39.9")]
    [InlineData("amount_fen", "\"3990\"")]
    [InlineData("amount_fen", "99999999999999999999")]
    [InlineData("paid_at", "\"2026-03-02\"")]
    [InlineData("paid_at", "\"2026-03-02T12:30:00\"")]
    [InlineData("paid_at", "\"2026-02-30T12:30:00Z\"")]
    [InlineData("paid_at", "\"0001-01-01T00:00:00+08:00\"")]
    [InlineData("paid_at", "1772425800")]
    [InlineData("visitor", "[]")]
    [InlineData("total", "1")]
    public void A_wrong_field_is_named_and_nothing_else(string field, string value)
    {
        var fields = new Dictionary<string, string> { ["order_no"] = "\"A-1\"", ["amount_fen"] = "1", ["paid_at"] = "\"2026-03-02T12:30:00Z\"" };
        fields[field] = value;

        var (order, errors) = Read($"{{{string.Join(',', fields.Select(pair => $"\"{pair.Key}\":{pair.Value}"))}}}");

        Assert.Null(order);
        Assert.Equal(field, Assert.Single(errors).Key);
    }

    [Fact]
    public void All_that_is_missing_doubled_or_unknown_is_told_at_once()
    {
        var (_, errors) = Read("""{"amount_fen":1,"amount_fen":2,"colour":"red"}""");

        Assert.Equal(["amount_fen", "colour", "order_no", "paid_at"], errors.Keys.Order());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"order\"")]
    public void Only_an_object_is_an_order(string json) => Assert.Equal("$", Assert.Single(Read(json).Errors).Key);

    private static (OrderBody? Order, IReadOnlyDictionary<string, string[]> Errors) Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return OrderBody.Read(document.RootElement);
    }
}
