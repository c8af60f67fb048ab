namespace Steward.Conversions.Orders;

/// <summary>A paid order and whom it is credited to.</summary>
internal sealed record Order
{
    public const string Columns = "brand_id, order_no, amount_fen, paid_at, visitor, member_external_id, link_code, group_id";

    public Guid BrandId { get; init; }

    /// <summary>The brand's own number.</summary>
    public string OrderNo { get; init; } = string.Empty;
    public long AmountFen { get; init; }
    public DateTimeOffset PaidAt { get; init; }

    /// <summary>What the shop got as <c>stw</c>. Buyers can change it, so what is no visitor id only means that nobody gets the credit.</summary>
    public string Visitor { get; init; } = string.Empty;
    public string MemberExternalId { get; init; } = string.Empty;
    public string? LinkCode { get; init; }
    public Guid? GroupId { get; init; }

    /// <summary>The first field, in its wire spelling, in which a second report of the order differs; null when it says the same.</summary>
    public string? DifferenceFrom(Order other) => this switch
    {
        _ when AmountFen != other.AmountFen => "order.amount_fen",
        _ when PaidAt != other.PaidAt => "order.paid_at",
        _ when Visitor != other.Visitor => "order.visitor",
        _ when MemberExternalId != other.MemberExternalId => "order.member_external_id",
        _ => null,
    };
}
