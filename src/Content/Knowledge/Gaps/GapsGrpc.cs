using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Content.Knowledge.Entries;
using Steward.Contracts.Content.V1;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Content.Knowledge.Gaps;

internal sealed class GapsGrpc(ListGaps list) : KnowledgeGapService.KnowledgeGapServiceBase
{
    public override async Task<ListGapsResponse> ListGaps(ListGapsRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var report = (await list.HandleAsync(context.Brand(request.BrandId), request.Days, context.CancellationToken)).OrThrowRpc();
        return new ListGapsResponse
        {
            Questions = report.Questions, Clusters = report.Clusters, Truncated = report.Truncated, Since = Timestamp.FromDateTimeOffset(report.Since), Gaps = { report.Gaps.Select(ToWire) }, Drafted = { report.Drafted.Select(ToWire) },
        };
    }

    private static KnowledgeGap ToWire(ListGaps.Gap gap) => new()
    {
        Question = gap.Cluster.Wordings[0], Paraphrases = { gap.Cluster.Wordings.Skip(1).Take(EntryCheck.MaxParaphrases) }, Questions = gap.Cluster.Questions.Count, Groups = gap.Cluster.Groups,
        FirstAt = Timestamp.FromDateTimeOffset(gap.Cluster.First), LastAt = Timestamp.FromDateTimeOffset(gap.Cluster.Last), Answer = gap.Answer?.Text ?? "", AnswerEntryId = gap.Answer?.EntryId.ToString() ?? "",
    };

    private static DraftedGap ToWire(ListGaps.Drafted drafted) => new()
    {
        Entry = drafted.Entry.ToWire(), Questions = drafted.Questions, AnsweredSince = drafted.AnsweredSince, HandedOnSince = drafted.HandedOnSince,
        ApprovedAt = drafted.ApprovedAt is { } at ? Timestamp.FromDateTimeOffset(at) : null,
    };
}
