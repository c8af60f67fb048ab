using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Compliance.Approvals;

/// <summary>The approvals of some texts that hold at a moment.</summary>
internal sealed class StandingApprovals
{
    private readonly Dictionary<(string Text, ApprovedFinding Finding), Guid> _covered = [];

    private StandingApprovals(IEnumerable<Approval> approvals)
    {
        foreach (var approval in approvals)
        {
            // Of two that cover the same, the one that holds longest is named.
            foreach (var finding in ApprovedFinding.Read(approval.Findings)) { _covered.TryAdd((ApprovedText.Normalise(approval.Text), finding), approval.ApprovalId); }
        }
    }

    public static async Task<StandingApprovals> OfAsync(BrandId brand, IEnumerable<string> texts, DateTimeOffset now, BrandTransaction transaction, CancellationToken ct) => new(await transaction.QueryAsync<Approval>(
        $"select {Approval.Columns} from compliance_approvals where brand_id = @brand and text_hash = any (@hashes) and state = 'approved' and until > @now order by until desc, approval_id",
        new { brand, hashes = texts.Select(ApprovedText.Hash).ToArray(), now },
        ct));

    /// <summary>The findings in a text, with those that are approved in it saying so.</summary>
    public IReadOnlyList<ComplianceFinding> LaidOver(string text, IReadOnlyList<ComplianceFinding> findings)
    {
        if (_covered.Count == 0) { return findings; }

        var same = ApprovedText.Normalise(text);
        return [.. findings.Select(finding => finding.Counts && _covered.TryGetValue((same, ApprovedFinding.Of(text, finding)), out var approval) ? finding with { ApprovedBy = approval } : finding)];
    }
}
