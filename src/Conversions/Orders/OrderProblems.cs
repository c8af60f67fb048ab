using Steward.Kernel;

namespace Steward.Conversions.Orders;

internal static class OrderProblems
{
    public const int LongestNumber = 64;
    public const int LongestId = 64;

    /// <summary>Ten billion yuan: more is a unit mixed up.</summary>
    public const long MostFen = 1_000_000_000_000;

    public static Problem BadNumber() => Problem.InvalidField("CNV-010", "order.order_no", $"order_no must have 1 to {LongestNumber} characters and no control characters.");

    public static Problem BadAmount() => Problem.InvalidField("CNV-011", "order.amount_fen", $"amount_fen must be more than 0 and {MostFen} at most.");

    public static Problem BadMoment() => Problem.InvalidField("CNV-012", "order.paid_at", "paid_at must be set, after 2000-01-01 and not more than a day in the future.");

    public static Problem BadId(string field) => Problem.InvalidField("CNV-013", $"order.{field}", $"{field} may have {LongestId} characters at most, and no control characters.");

    public static Problem Different(string orderNo, string field) =>
        new("CNV-014", ProblemKind.Conflict, $"Order {orderNo} is recorded already, with another {field["order.".Length..]}.", field);

    public static Problem ClicksWait() => new("CNV-015", ProblemKind.Unavailable, "Clicks still wait to be stored, so the order cannot be credited; report it again in a moment.");

    public static Problem NotForPeople() => new("CNV-016", ProblemKind.Forbidden, "Orders are reported by a brand's key or by a service.");
}
