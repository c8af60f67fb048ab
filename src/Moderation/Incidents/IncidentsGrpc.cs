using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Moderation.V1;
using Steward.Moderation.Policies;
using Steward.Moderation.Storage;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;
using Proto = Steward.Contracts.Moderation.V1;

namespace Steward.Moderation.Incidents;

/// <summary>Incidents over gRPC.</summary>
internal sealed class IncidentsGrpc(ListIncidentsHandler list, GetIncidentHandler get, CloseIncidentHandler close, PutPolicyHandler<IncidentPolicy> policies) : IncidentService.IncidentServiceBase
{
    public override async Task<ListIncidentsResponse> ListIncidents(ListIncidentsRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var query = new ListIncidents(context.Brands(request.BrandId), request.State, request.Search, CallScope.PageSize(request.PageSize), TimeKey.Read(request.PageToken));
        var page = (await list.HandleAsync(query, context.CancellationToken)).OrThrowRpc();
        var reply = new ListIncidentsResponse { NextPageToken = page.Next, Total = (int)page.Total };
        reply.Incidents.AddRange(page.Rows.Select(ToReply));
        return reply;
    }

    public override async Task<GetIncidentResponse> GetIncident(GetIncidentRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var file = (await get.HandleAsync(context.Brand(request.BrandId), CallScope.Id(request.IncidentId, "incident_id"), context.CancellationToken)).OrThrowRpc();
        var reply = new GetIncidentResponse { Incident = ToReply(file.Incident) };
        reply.Groups.AddRange(file.Groups.Select(one => new Proto.IncidentGroup
        {
            GroupId = one.GroupId.ToString(), Messages = one.Messages, Members = one.Members, FirstSeenAt = Timestamp.FromDateTimeOffset(one.FirstSeenAt), LastSeenAt = Timestamp.FromDateTimeOffset(one.LastSeenAt),
        }));
        reply.Minutes.AddRange(file.Minutes.Select(one => new Proto.IncidentMinute { At = Timestamp.FromDateTimeOffset(one.At), Messages = one.Messages, NewGroups = one.NewGroups }));
        reply.Notes.AddRange(file.Notes.Select(one => new Proto.IncidentNote { Kind = one.Kind, Text = one.Text, At = Timestamp.FromDateTimeOffset(one.At), By = one.By }));
        reply.Cases.AddRange(file.Cases.Select(one => new IncidentCase
        {
            CaseId = one.CaseId.ToString(), MemberId = one.MemberId.ToString(), OffenceClass = one.OffenceClass, State = one.State, DecidedBy = one.DecidedBy ?? "", DecidedAt = At(one.DecidedAt),
        }));
        return reply;
    }

    public override async Task<AddIncidentNoteResponse> AddIncidentNote(AddIncidentNoteRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        (await close.NoteAsync(context.Brand(request.BrandId), CallScope.Id(request.IncidentId, "incident_id"), request.Text, caller.Actor, context.CancellationToken)).OrThrowRpc();
        return new AddIncidentNoteResponse();
    }

    public override async Task<CloseIncidentResponse> CloseIncident(CloseIncidentRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        var closed = await close.CloseAsync(context.Brand(request.BrandId), CallScope.Id(request.IncidentId, "incident_id"), request.Outcome, request.Text, caller.Actor, context.CancellationToken);
        return new CloseIncidentResponse { Incident = ToReply(closed.OrThrowRpc()) };
    }

    public override async Task<GetIncidentPolicyResponse> GetIncidentPolicy(GetIncidentPolicyRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        return ToReply(await policies.GetAsync(context.Brand(request.BrandId), context.CancellationToken));
    }

    public override async Task<PutIncidentPolicyResponse> PutIncidentPolicy(PutIncidentPolicyRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        var asked = request.Policy ?? new Proto.IncidentPolicy();
        var policy = new IncidentPolicy { Groups = asked.Groups, Members = asked.Members, Minutes = asked.Minutes, Letters = asked.Letters };
        return new PutIncidentPolicyResponse { Version = (await policies.HandleAsync(context.Brand(request.BrandId), policy, request.HasExpectedVersion ? request.ExpectedVersion : null, caller.Actor, context.CancellationToken)).OrThrowRpc() };
    }

    public override async Task<ListIncidentPoliciesResponse> ListIncidentPolicies(ListIncidentPoliciesRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var reply = new ListIncidentPoliciesResponse();
        reply.Policies.AddRange((await policies.ListAsync(context.Brand(request.BrandId), context.CancellationToken)).Select(ToReply));
        return reply;
    }

    private static GetIncidentPolicyResponse ToReply(PolicyInForce<IncidentPolicy> found)
    {
        var policy = new Proto.IncidentPolicy { Groups = found.Policy.Groups, Members = found.Policy.Members, Minutes = found.Policy.Minutes, Letters = found.Policy.Letters };
        return new GetIncidentPolicyResponse { Version = found.Version, Policy = policy, SetAt = At(found.SetAt), SetBy = found.SetBy };
    }

    private static Proto.Incident ToReply(Incident incident) => new()
    {
        IncidentId = incident.IncidentId.ToString(), BrandId = incident.BrandId.ToString(), Text = incident.Text, State = incident.State, OpenedAt = Timestamp.FromDateTimeOffset(incident.OpenedAt),
        Messages = incident.Messages, Groups = incident.Groups, Members = incident.Members, FirstSeenAt = At(incident.FirstSeenAt), LastSeenAt = At(incident.LastSeenAt),
        Outcome = incident.Outcome, ClosedBy = incident.ClosedBy ?? "", ClosedAt = At(incident.ClosedAt),
    };

    private static Timestamp? At(DateTimeOffset? moment) => moment is { } at ? Timestamp.FromDateTimeOffset(at) : null;
}
