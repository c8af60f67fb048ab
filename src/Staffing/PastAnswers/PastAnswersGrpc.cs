using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Staffing.V1;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Staffing.PastAnswers;

internal sealed class PastAnswersGrpc(ListPastAnswers list) : PastAnswerService.PastAnswerServiceBase
{
    public override async Task<ListPastAnswersResponse> ListPastAnswers(ListPastAnswersRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var except = request.ExceptItemId.Length == 0 ? Guid.Empty : CallScope.Id(request.ExceptItemId, "except_item_id");
        var found = (await list.HandleAsync(context.Brand(request.BrandId), request.Text, request.Limit, except, context.CancellationToken)).OrThrowRpc();
        var response = new ListPastAnswersResponse();
        response.Answers.AddRange(found.Select(one => new PastAnswer
        {
            WorkItemId = one.WorkItemId.ToString(),
            Question = one.Question,
            Answer = one.Answer,
            AnsweredBy = one.OperatorId,
            AnsweredAt = Timestamp.FromDateTimeOffset(one.RespondedAt),
            Likeness = one.Likeness,
        }));
        return response;
    }
}
