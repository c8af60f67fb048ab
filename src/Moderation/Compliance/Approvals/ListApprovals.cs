using Steward.Kernel;
using Steward.Moderation.Storage;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Compliance.Approvals;

/// <summary>Requests and what became of them: open ones the longest waiting first, others the newest first.</summary>
/// <param name="State">Empty: any.</param>
/// <param name="Search">In the text, the purpose and the evidence, whatever its case.</param>
/// <param name="After">The last row of the page before.</param>
internal sealed record ListApprovals(IReadOnlyList<BrandId> Brands, string State, string Search, int PageSize, TimeKey? After);

internal sealed class ListApprovalsHandler(Database database, TimeProvider clock)
{
    /// <summary>Texts are long; a page stays well within what a message may weigh.</summary>
    private const int LargestPage = 100;
    private static readonly TimedList Newest = new("compliance_approvals", Approval.Columns, "asked_at", "approval_id", NewestFirst: true);
    private static readonly TimedList Oldest = Newest with { NewestFirst = false };

    public async Task<Result<TimedPage<Approval>>> HandleAsync(ListApprovals query, CancellationToken ct)
    {
        if (query.State is not ("" or ApprovalState.Open or ApprovalState.Approved or ApprovalState.Ended or ApprovalState.Refused or ApprovalState.Revoked)) { return ApprovalProblems.UnknownState; }

        await using var transaction = await database.BeginAsync(query.Brands, ct);
        return await (query.State == ApprovalState.Open ? Oldest : Newest).ReadAsync<Approval>(
            """
            brand_id = any (@brands)
            and (@State = '' or case when state = 'approved' and until <= @now then 'ended' else state end = @State)
            and (@search = '' or strpos(lower(text), lower(@search)) > 0 or strpos(lower(purpose), lower(@search)) > 0 or strpos(lower(evidence), lower(@search)) > 0)
            """,
            new { brands = query.Brands.Select(brand => brand.Value).ToArray(), query.State, now = clock.GetUtcNow(), search = query.Search.Replace("\0", "", StringComparison.Ordinal) },
            Math.Min(query.PageSize, LargestPage),
            query.After,
            row => new TimeKey(row.AskedAt, row.ApprovalId),
            transaction,
            ct);
    }
}
