using Steward.Kernel;
using Steward.Moderation.Storage;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Cases;

/// <summary>How a case lies in the table <c>cases</c>.</summary>
internal static class StoredCase
{
    public const string Columns =
        "brand_id, case_id, member_id, group_id, offence_class, state, offences, opened_at, last_offence_at, last_text, decided_by, decided_at, note, claimed_by, claimed_at, claimed_until, first_claimed_at";

    /// <summary>Cases, oldest first.</summary>
    public static readonly TimedList List = new("cases", Columns, "opened_at", "case_id");

    public static TimeKey KeyOf(Case row) => new(row.OpenedAt, row.CaseId);

    /// <summary>Reads a case and lets nobody else change it until the transaction ends.</summary>
    public static Task<Case?> LockAsync(BrandId brand, Guid caseId, BrandTransaction transaction, CancellationToken ct) =>
        transaction.SingleOrDefaultAsync<Case>($"select {Columns} from cases where brand_id = @brand and case_id = @caseId for update", new { brand, caseId }, ct);

    /// <summary>Writes what people do to a case; what screening adds to it is not theirs to change.</summary>
    public static Task PutAsync(Case row, BrandTransaction transaction, CancellationToken ct) => transaction.ExecuteAsync(
        """
        update cases set state = @State, note = @Note, decided_by = @DecidedBy, decided_at = @DecidedAt,
            claimed_by = @ClaimedBy, claimed_at = @ClaimedAt, claimed_until = @ClaimedUntil, first_claimed_at = @FirstClaimedAt
        where brand_id = @BrandId and case_id = @CaseId
        """,
        row,
        ct);
}
