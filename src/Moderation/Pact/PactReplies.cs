using Steward.Moderation.Cases;
using Proto = Steward.Contracts.Moderation.V1;

namespace Steward.Moderation.Pact;

/// <summary>How the pact looks in the contract.</summary>
internal static class PactReplies
{
    public static Proto.Pact ToReply(PactVersion pact) => new()
    {
        BrandId = pact.BrandId.ToString(), Version = pact.Version, GroupId = pact.GroupId?.ToString() ?? "", State = pact.State, Text = pact.Text, Reminder = pact.Reminder, Remind = pact.Remind, Note = pact.Note,
        WrittenAt = CaseReply.At(pact.WrittenAt), WrittenBy = pact.WrittenBy, PublishedAt = CaseReply.At(pact.PublishedAt), PublishedBy = pact.PublishedBy, EndedAt = CaseReply.At(pact.EndedAt), EndedBy = pact.EndedBy,
        Revision = pact.Revision,
    };

    public static Proto.PactGroup ToReply(PactGroup group) => new()
    {
        BrandId = group.BrandId.ToString(), GroupId = group.GroupId.ToString(), Name = group.Name, Version = group.Version ?? 0, Own = group.Own, Notice = group.Notice, Reason = group.Reason, AskedAt = CaseReply.At(group.AskedAt),
        SettledAt = CaseReply.At(group.SettledAt), Reminded = (int)group.Reminded, Delivered = (int)group.Delivered, Failed = (int)group.Failed, Accepted = (int)group.Accepted,
    };

    public static Proto.Receipt ToReply(Receipt receipt) => new()
    {
        BrandId = receipt.BrandId.ToString(), GroupId = receipt.GroupId.ToString(), MemberId = receipt.MemberId.ToString(), Version = receipt.Version, State = receipt.State, JoinedAt = CaseReply.At(receipt.JoinedAt),
        AskedAt = CaseReply.At(receipt.AskedAt), SettledAt = CaseReply.At(receipt.SettledAt), Reason = receipt.Reason, AcceptedAt = CaseReply.At(receipt.AcceptedAt), AcceptedText = receipt.AcceptedText, CommandId = receipt.CommandId.ToString(),
    };
}
