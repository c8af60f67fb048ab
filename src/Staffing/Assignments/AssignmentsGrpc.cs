using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Staffing.V1;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Staffing.Assignments;

internal sealed class AssignmentsGrpc(AssignGroups assign, ListAssignments list) : AssignmentService.AssignmentServiceBase
{
    public override async Task<AssignGroupsResponse> AssignGroups(AssignGroupsRequest request, ServerCallContext context)
    {
        context.Require(Role.Lead);
        var groups = request.GroupIds.Select(group => CallScope.Id(group, "group_ids")).ToArray();
        return new() { Assigned = (await assign.HandleAsync(context.Brand(request.BrandId), CallScope.Id(request.OperatorId, "operator_id"), groups, context.CancellationToken)).OrThrowRpc() };
    }

    public override async Task<ListAssignmentsResponse> ListAssignments(ListAssignmentsRequest request, ServerCallContext context)
    {
        context.Require(Role.Lead);
        var person = request.OperatorId.Length > 0 ? CallScope.Id(request.OperatorId, "operator_id") : (Guid?)null;
        var response = new ListAssignmentsResponse();
        response.Assignments.AddRange((await list.HandleAsync(context.Brand(request.BrandId), person, context.CancellationToken)).Select(assignment => new Assignment
        {
            GroupId = assignment.GroupId.ToString(),
            OperatorId = assignment.OperatorId,
            Since = Timestamp.FromDateTimeOffset(assignment.Since),
        }));
        return response;
    }
}
