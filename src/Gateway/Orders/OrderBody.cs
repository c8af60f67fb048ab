using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Steward.Gateway.Orders;

/// <summary>A paid order, as a brand reports it.</summary>
/// <param name="OrderNo">The brand's own number, 1 to 64 characters; reporting it twice is harmless.</param>
/// <param name="AmountFen">What was paid, in fen (1/100 yuan), more than 0.</param>
/// <param name="PaidAt">When, ISO 8601 with a time zone.</param>
/// <param name="Visitor">The visitor id that the short link handed to the shop (query parameter stw), when there was one.</param>
/// <param name="MemberExternalId">The buyer's id in the channel, when the brand knows it.</param>
internal sealed partial record OrderBody(string OrderNo, long AmountFen, DateTimeOffset PaidAt, string? Visitor = null, string? MemberExternalId = null)
{
    private const long MostFen = 10_000_000_000; // a hundred million yuan: more is a mistake of units

    /// <summary>Reads an order strictly: every field that is missing, unknown, doubled or wrong is named with what would be right.</summary>
    public static (OrderBody? Order, IReadOnlyDictionary<string, string[]> Errors) Read(JsonElement json)
    {
        var errors = new Dictionary<string, string[]>();
        if (json.ValueKind is not JsonValueKind.Object)
        {
            errors["$"] = ["must be a JSON object"];
            return (null, errors);
        }

        string orderNo = string.Empty, visitor = string.Empty, member = string.Empty;
        long amount = 0;
        var paidAt = default(DateTimeOffset);
        var seen = new HashSet<string>();
        foreach (var field in json.EnumerateObject())
        {
            if (!seen.Add(field.Name))
            {
                errors[field.Name] = ["must occur once"];
                continue;
            }

            var error = field.Name switch
            {
                "order_no" => ReadText(field.Value, 1, 64, out orderNo),
                "amount_fen" => ReadAmount(field.Value, out amount),
                "paid_at" => ReadMoment(field.Value, out paidAt),
                "visitor" => ReadOptional(field.Value, 64, out visitor),
                "member_external_id" => ReadOptional(field.Value, 128, out member),
                _ => "is not a field of an order",
            };
            if (error is not null) { errors[field.Name] = [error]; }
        }

        foreach (var required in (string[])["order_no", "amount_fen", "paid_at"])
        {
            if (!seen.Contains(required)) { errors[required] = ["is missing"]; }
        }

        return errors.Count > 0 ? (null, errors) : (new OrderBody(orderNo, amount, paidAt, NullIfEmpty(visitor), NullIfEmpty(member)), errors);
    }

    private static string? ReadText(JsonElement value, int least, int most, out string text)
    {
        text = value.ValueKind is JsonValueKind.String ? value.GetString()! : string.Empty;
        return value.ValueKind is JsonValueKind.String && text.Length >= least && text.Length <= most && !text.Any(char.IsControl)
            ? null
            : $"must be a string of {least} to {most} characters without control characters";
    }

    private static string? ReadOptional(JsonElement value, int most, out string text)
    {
        text = string.Empty;
        return value.ValueKind is JsonValueKind.Null ? null : ReadText(value, 0, most, out text);
    }

    private static string? ReadAmount(JsonElement value, out long fen)
    {
        fen = 0;
        return value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out fen) && fen is > 0 and <= MostFen ? null : $"must be a whole number of fen from 1 to {MostFen}";
    }

    private static string? ReadMoment(JsonElement value, out DateTimeOffset moment)
    {
        moment = default;
        return value.ValueKind is JsonValueKind.String
            && MomentPattern().IsMatch(value.GetString()!)
            && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.None, out moment)
            && moment.UtcDateTime.Year >= 2000
                ? null
                : "must be an ISO 8601 moment with a time zone, such as 2026-03-02T12:30:00+08:00";
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    [GeneratedRegex(@"\A\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?(Z|[+-]\d{2}:\d{2})\z")]
    private static partial Regex MomentPattern();
}
