using Google.Protobuf.WellKnownTypes;
using Steward.Contracts.Moderation.V1;
using Steward.Moderation.Policies;
using Proto = Steward.Contracts.Moderation.V1;

namespace Steward.Moderation.Disputes;

/// <summary>Complaints as they are told over gRPC.</summary>
internal static class DisputeReplies
{
    public static Proto.Complaint ToReply(this Complaint one) => new()
    {
        ComplaintId = one.ComplaintId.ToString(), BrandId = one.BrandId.ToString(), MemberId = one.MemberId.ToString(), GroupId = one.GroupId.ToString(), Kind = one.Kind, Severity = one.Severity, Source = one.Source,
        State = one.State, Text = one.Text, ComplainedAt = Timestamp.FromDateTimeOffset(one.ComplainedAt), RegisteredAt = Timestamp.FromDateTimeOffset(one.RegisteredAt), RegisteredBy = one.RegisteredBy,
        IncidentId = one.IncidentId?.ToString() ?? "", Holder = one.Holder, Round = one.Round, Messages = one.Messages, NextStep = one.NextStep, NextDueAt = At(one.NextDueAt), Outcome = one.Outcome,
        ResolvedAt = At(one.ResolvedAt), ResolvedBy = one.ResolvedBy, Satisfaction = one.Satisfaction,
    };

    public static Proto.ComplaintStep ToReply(this ComplaintStep one, IEnumerable<ComplaintAct> acts)
    {
        var reply = new Proto.ComplaintStep
        {
            Step = one.Step, State = one.State, DueAt = Timestamp.FromDateTimeOffset(one.DueAt), At = At(one.At), By = one.By, Text = one.Text, TicketSystem = one.TicketSystem, TicketReference = one.TicketReference,
            Failure = one.Failure,
        };
        reply.Acts.AddRange(acts.Select(act => new Proto.ComplaintAct { CommandId = act.CommandId.ToString(), Kind = act.Kind, MessageId = act.MessageId?.ToString() ?? "", Outcome = act.Outcome, Reason = act.Reason }));
        return reply;
    }

    public static GetComplaintResponse ToReply(this ComplaintFile file)
    {
        var reply = new GetComplaintResponse { Complaint = file.Complaint.ToReply() };
        reply.Steps.AddRange(file.Steps.Select(step => step.ToReply(file.Acts.Where(act => act.Step == step.Step))));
        reply.Messages.AddRange(file.Messages.Select(one => new Proto.ComplaintMessage
        {
            MessageId = one.MessageId.ToString(), GroupId = one.GroupId.ToString(), Text = one.Text, SentAt = Timestamp.FromDateTimeOffset(one.SentAt), Round = one.Round,
        }));
        reply.Entries.AddRange(file.Entries.Select(one => new Proto.ComplaintEntry { Kind = one.Kind, Step = one.Step, Text = one.Text, At = Timestamp.FromDateTimeOffset(one.At), By = one.By, Round = one.Round }));
        return reply;
    }

    public static Proto.OpenComplaints ToReply(this OpenComplaints one)
    {
        var reply = new Proto.OpenComplaints { BrandId = one.BrandId.ToString(), Open = one.Open, Overdue = one.Overdue, Free = one.Free, OldestAt = Timestamp.FromDateTimeOffset(one.OldestAt) };
        reply.Steps.AddRange(one.Steps.Select(step => new Proto.OpenSteps { Step = step.Step, Open = step.Open, Overdue = step.Overdue }));
        return reply;
    }

    public static GetDisputePolicyResponse ToReply(this PolicyInForce<DisputePolicy> found) => new() { Version = found.Version, Policy = found.Policy.ToReply(), SetAt = At(found.SetAt), SetBy = found.SetBy };

    private static Proto.DisputePolicy ToReply(this DisputePolicy policy)
    {
        var reply = new Proto.DisputePolicy
        {
            FirstResponseMinutes = policy.FirstResponseMinutes, PrivateCalmingMinutes = policy.PrivateCalmingMinutes, TicketMinutes = policy.TicketMinutes, StopSpreadMinutes = policy.StopSpreadMinutes,
            ResolutionMinutes = policy.ResolutionMinutes, ReopenDays = policy.ReopenDays, TimeZone = policy.TimeZone, AutomaticFrom = policy.AutomaticFrom,
        };
        reply.TicketSystems.AddRange(policy.TicketSystems);
        return reply;
    }

    public static DisputePolicy Read(this Proto.DisputePolicy asked) => new()
    {
        FirstResponseMinutes = asked.FirstResponseMinutes, PrivateCalmingMinutes = asked.PrivateCalmingMinutes, TicketMinutes = asked.TicketMinutes, StopSpreadMinutes = asked.StopSpreadMinutes,
        ResolutionMinutes = asked.ResolutionMinutes, ReopenDays = asked.ReopenDays, TimeZone = asked.TimeZone, TicketSystems = [.. asked.TicketSystems], AutomaticFrom = asked.AutomaticFrom,
    };

    public static GetComplaintRatesResponse ToReply(this ComplaintRates rates)
    {
        var reply = new GetComplaintRatesResponse { TimeZone = rates.TimeZone };
        reply.Days.AddRange(rates.Days.Select(one => new Proto.ComplaintDay { Day = one.Day, Complaints = one.Complaints, Messages = one.Messages, Members = one.Members }));
        reply.Kinds.AddRange(rates.Kinds.Select(ToReply));
        reply.Groups.AddRange(rates.Groups.Select(ToReply));
        return reply;
    }

    private static Proto.ComplaintShare ToReply(ComplaintShare one) => new() { Of = one.Of, Complaints = one.Complaints };

    public static Timestamp? At(DateTimeOffset? moment) => moment is { } at ? Timestamp.FromDateTimeOffset(at) : null;
}
