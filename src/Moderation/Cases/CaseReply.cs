using Google.Protobuf.WellKnownTypes;
using Proto = Steward.Contracts.Moderation.V1;

namespace Steward.Moderation.Cases;

/// <summary>How a case looks in the contract.</summary>
internal static class CaseReply
{
    public static Proto.Case Of(Case row) => new()
    {
        CaseId = row.CaseId.ToString(),
        BrandId = row.BrandId.ToString(),
        MemberId = row.MemberId.ToString(),
        GroupId = row.GroupId.ToString(),
        OffenceClass = row.OffenceClass,
        State = row.State,
        Offences = row.Offences,
        OpenedAt = Timestamp.FromDateTimeOffset(row.OpenedAt),
        LastOffenceAt = Timestamp.FromDateTimeOffset(row.LastOffenceAt),
        LastText = row.LastText,
        DecidedBy = row.DecidedBy ?? "",
        DecidedAt = At(row.DecidedAt),
        Note = row.Note,
        ClaimedBy = row.ClaimedBy ?? "",
        ClaimedAt = At(row.ClaimedAt),
        ClaimedUntil = At(row.ClaimedUntil),
        FirstClaimedAt = At(row.FirstClaimedAt),
    };

    /// <summary>A moment that may be absent.</summary>
    public static Timestamp? At(DateTimeOffset? moment) => moment is { } at ? Timestamp.FromDateTimeOffset(at) : null;
}
