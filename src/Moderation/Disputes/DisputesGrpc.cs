using Grpc.Core;
using Steward.Contracts.Moderation.V1;
using Steward.Moderation.Policies;
using Steward.Moderation.Storage;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;
using Proto = Steward.Contracts.Moderation.V1;

namespace Steward.Moderation.Disputes;

/// <summary>Complaints over gRPC.</summary>
internal sealed class DisputesGrpc(
    RegisterComplaintHandler register, ListComplaintsHandler list, GetComplaintHandler get, TakeStepHandler take, FollowComplaintHandler follow, GetOpenComplaintsHandler open, GetComplaintRatesHandler rates, PutPolicyHandler<DisputePolicy> policies)
    : DisputeService.DisputeServiceBase
{
    public override async Task<RegisterComplaintResponse> RegisterComplaint(RegisterComplaintRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        var group = CallScope.Id(request.GroupId, "group_id");
        var messages = request.Messages.Select(message => new ComplaintMessage
        {
            MessageId = CallScope.Id(message.MessageId, "messages.message_id"), GroupId = group, Text = message.Text, SentAt = message.SentAt?.ToDateTimeOffset() ?? DateTimeOffset.MinValue,
        });
        var command = new RegisterComplaint(
            context.Brand(request.BrandId), CallScope.Id(request.ComplaintId, "complaint_id"), CallScope.Id(request.MemberId, "member_id"), group, request.Kind,
            request.Severity.Length > 0 ? request.Severity : ComplaintSeverity.Serious, request.Text, [.. messages], caller.Actor);
        var registered = (await register.HandleAsync(command, context.CancellationToken)).OrThrowRpc();
        return new RegisterComplaintResponse { Complaint = registered.Complaint.ToReply(), Came = registered.Came };
    }

    public override async Task<ListComplaintsResponse> ListComplaints(ListComplaintsRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        var filter = new ComplaintFilter(
            request.State, request.Kind, request.Severity, request.Step, request.Held, request.Overdue, request.Search, OptionalId(request.GroupId, "group_id"), request.From?.ToDateTimeOffset(),
            request.To?.ToDateTimeOffset(), caller.Actor);
        var query = new ListComplaints(context.Brands(request.BrandId), filter, CallScope.PageSize(request.PageSize), TimeKey.Read(request.PageToken));
        var page = (await list.HandleAsync(query, context.CancellationToken)).OrThrowRpc();
        var reply = new ListComplaintsResponse { NextPageToken = page.Next, Total = (int)page.Total };
        reply.Complaints.AddRange(page.Rows.Select(row => row.ToReply()));
        return reply;
    }

    public override async Task<GetComplaintResponse> GetComplaint(GetComplaintRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        return (await get.HandleAsync(context.Brand(request.BrandId), CallScope.Id(request.ComplaintId, "complaint_id"), context.CancellationToken)).OrThrowRpc().ToReply();
    }

    public override async Task<TakeStepResponse> TakeStep(TakeStepRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        var command = new TakeStep(
            context.Brand(request.BrandId), CallScope.Id(request.ComplaintId, "complaint_id"), CallScope.Id(request.CommandId, "command_id"), request.Step, request.Way, request.Text, request.Mention, request.TicketSystem,
            request.TicketReference, [.. request.Recall.Select(id => CallScope.Id(id, "recall"))], request.MuteHours, OptionalId(request.IncidentId, "incident_id"), caller.Actor, caller.Role);
        var taken = (await take.HandleAsync(command, context.CancellationToken)).OrThrowRpc();
        return new TakeStepResponse { Complaint = taken.Complaint.ToReply(), Step = taken.Step.ToReply(taken.Acts) };
    }

    public override async Task<ResolveComplaintResponse> ResolveComplaint(ResolveComplaintRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        var (brand, complaint, command) = Named(context, request.BrandId, request.ComplaintId, request.CommandId);
        var resolved = await follow.ResolveAsync(brand, complaint, command, request.Outcome, request.Text, request.Satisfaction, caller.Actor, context.CancellationToken);
        return new ResolveComplaintResponse { Complaint = resolved.OrThrowRpc().ToReply() };
    }

    public override async Task<ClassifyComplaintResponse> ClassifyComplaint(ClassifyComplaintRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        var (brand, complaint, command) = Named(context, request.BrandId, request.ComplaintId, request.CommandId);
        var classified = await follow.ClassifyAsync(brand, complaint, command, request.Kind, request.Severity, OptionalId(request.IncidentId, "incident_id"), caller.Actor, context.CancellationToken);
        return new ClassifyComplaintResponse { Complaint = classified.OrThrowRpc().ToReply() };
    }

    public override async Task<AssignComplaintResponse> AssignComplaint(AssignComplaintRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        var (brand, complaint, command) = Named(context, request.BrandId, request.ComplaintId, request.CommandId);
        return new AssignComplaintResponse { Complaint = (await follow.AssignAsync(brand, complaint, command, request.Holder, caller, context.CancellationToken)).OrThrowRpc().ToReply() };
    }

    public override async Task<AddComplaintNoteResponse> AddComplaintNote(AddComplaintNoteRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        var (brand, complaint, command) = Named(context, request.BrandId, request.ComplaintId, request.CommandId);
        return new AddComplaintNoteResponse { Complaint = (await follow.NoteAsync(brand, complaint, command, request.Text, request.Satisfaction, caller.Actor, context.CancellationToken)).OrThrowRpc().ToReply() };
    }

    public override async Task<GetOpenComplaintsResponse> GetOpenComplaints(GetOpenComplaintsRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var reply = new GetOpenComplaintsResponse();
        reply.Brands.AddRange((await open.HandleAsync(context.Brands(request.BrandId), context.CancellationToken)).Select(one => one.ToReply()));
        return reply;
    }

    public override async Task<GetComplaintRatesResponse> GetComplaintRates(GetComplaintRatesRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var (from, to) = (request.From?.ToDateTimeOffset() ?? DateTimeOffset.UnixEpoch, request.To?.ToDateTimeOffset() ?? DateTimeOffset.UnixEpoch);
        return (await rates.HandleAsync(context.Brand(request.BrandId), from, to, context.CancellationToken)).OrThrowRpc().ToReply();
    }

    public override async Task<GetDisputePolicyResponse> GetDisputePolicy(GetDisputePolicyRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        return (await policies.GetAsync(context.Brand(request.BrandId), context.CancellationToken)).ToReply();
    }

    public override async Task<PutDisputePolicyResponse> PutDisputePolicy(PutDisputePolicyRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        var policy = (request.Policy ?? new Proto.DisputePolicy()).Read();
        return new PutDisputePolicyResponse { Version = (await policies.HandleAsync(context.Brand(request.BrandId), policy, request.HasExpectedVersion ? request.ExpectedVersion : null, caller.Actor, context.CancellationToken)).OrThrowRpc() };
    }

    public override async Task<ListDisputePoliciesResponse> ListDisputePolicies(ListDisputePoliciesRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var reply = new ListDisputePoliciesResponse();
        reply.Policies.AddRange((await policies.ListAsync(context.Brand(request.BrandId), context.CancellationToken)).Select(DisputeReplies.ToReply));
        return reply;
    }

    private static (Kernel.BrandId Brand, Guid Complaint, Guid Command) Named(ServerCallContext context, string brand, string complaint, string command) =>
        (context.Brand(brand), CallScope.Id(complaint, "complaint_id"), CallScope.Id(command, "command_id"));

    private static Guid? OptionalId(string id, string field) => id.Length > 0 ? CallScope.Id(id, field) : null;
}
