using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Discipline;

/// <summary>Whether nothing is done about a member. One place says when an exemption holds.</summary>
internal static class StoredExemptions
{
    /// <summary>Why a member is exempt at a moment; null: it is not.</summary>
    public static Task<string?> ReasonAsync(BrandId brand, Guid member, DateTimeOffset at, BrandTransaction transaction, CancellationToken ct) => transaction.SingleOrDefaultAsync<string>(
        "select reason from exempt_members where brand_id = @brand and member_id = @member and (until is null or until > @at)", new { brand, member, at }, ct);
}
