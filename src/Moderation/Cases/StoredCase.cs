namespace Steward.Moderation.Cases;

/// <summary>How a case lies in the table <c>cases</c>.</summary>
internal static class StoredCase
{
    public const string Columns =
        "brand_id, case_id, member_id, group_id, offence_class, state, offences, opened_at, last_offence_at, last_text, decided_by, decided_at, note";
}
