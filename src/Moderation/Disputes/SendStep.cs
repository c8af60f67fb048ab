using System.Globalization;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.Moderation.Compliance;
using Steward.Moderation.Compliance.Phrases;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Disputes;

/// <summary>What was asked of Channels.</summary>
/// <param name="Text">As it goes out.</param>
internal sealed record SentStep(string Text, IReadOnlyList<ComplaintAct> Acts);

/// <summary>Asks Channels for what a step says, in the step's transaction; ids derive from the caller's, so that nothing is asked for twice. What a channel has no call for becomes a person's task there.</summary>
internal sealed class SendStep(PhrasesInForce phrases)
{
    private const string Origin = "moderation";
    private const int LongestQuote = 50;

    public async Task<Result<SentStep>> RunAsync(TakeStep command, Complaint complaint, DateTimeOffset now, BrandTransaction transaction, CancellationToken ct)
    {
        if (command is { Step: DisputeStep.StopSpread, Recall.Count: 0, MuteHours: 0 }) { return new SentStep(command.Text, []); }

        var account = await transaction.SingleOrDefaultAsync<Guid?>("select account_id from group_accounts where brand_id = @BrandId and group_id = @GroupId", complaint, ct);
        if (account is not { } by) { return DisputeProblems.NoAccount(complaint.GroupId); }

        if (command.Step == DisputeStep.StopSpread) { return await StopAsync(command, complaint, by, now, transaction, ct); }

        var text = command.Step == DisputeStep.FirstResponse && !command.Text.Contains($"@{command.Mention}", StringComparison.Ordinal) ? $"@{command.Mention} {command.Text}" : command.Text;
        if (await UnfitAsync(command, text, now, transaction, ct) is { } unfit) { return unfit; }

        var act = new ComplaintAct { CommandId = command.CommandId, Step = command.Step, Kind = command.Step == DisputeStep.FirstResponse ? ComplaintAct.Send : ComplaintAct.SendPrivate, AskedAt = now };
        if (act.Kind == ComplaintAct.Send)
        {
            transaction.Publish(new SendToGroupsV1 { CommandId = act.CommandId, BrandId = complaint.BrandId, AccountId = by, Origin = Origin, GroupIds = [complaint.GroupId], Text = text, RequestedBy = command.By });
        }
        else
        {
            transaction.Publish(ActOf(act, complaint, by, text, command.By));
        }

        return new SentStep(text, [act]);
    }

    private static async Task<Result<SentStep>> StopAsync(TakeStep command, Complaint complaint, Guid account, DateTimeOffset now, BrandTransaction transaction, CancellationToken ct)
    {
        var wanted = command.Recall.Distinct().Order().ToArray();
        var messages = await transaction.QueryAsync<RecalledMessage>(
            """
            select m.message_id, m.group_id, m.text, a.account_id from complaint_messages m left join group_accounts a on a.brand_id = m.brand_id and a.group_id = m.group_id
            where m.brand_id = @BrandId and m.complaint_id = @ComplaintId and m.message_id = any (@wanted) order by m.message_id
            """,
            new { complaint.BrandId, complaint.ComplaintId, wanted },
            ct);
        if (messages.Count < wanted.Length) { return DisputeProblems.NothingToStop(StepCheck.MostMuteHours); }

        var acts = new List<ComplaintAct>();
        foreach (var message in messages)
        {
            if (message.AccountId is not { } by) { return DisputeProblems.NoAccount(message.GroupId); }

            var recall = new ComplaintAct { CommandId = DerivedId.Of(command.CommandId, ComplaintAct.Recall, message.MessageId.ToString()), Step = command.Step, Kind = ComplaintAct.Recall, MessageId = message.MessageId, AskedAt = now };
            acts.Add(recall);
            transaction.Publish(ActOf(recall, complaint, by, "", command.By) with { GroupId = message.GroupId, MessageId = message.MessageId, Evidence = message.Text });
        }

        if (command.MuteHours > 0)
        {
            var mute = new ComplaintAct { CommandId = DerivedId.Of(command.CommandId, ComplaintAct.Mute, complaint.MemberId.ToString()), Step = command.Step, Kind = ComplaintAct.Mute, AskedAt = now };
            acts.Add(mute);
            var until = now.AddHours(command.MuteHours).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            transaction.Publish(ActOf(mute, complaint, account, "", command.By) with { Arguments = [new ActArgument { Name = "until", Value = until }] });
        }

        return new SentStep(command.Text, acts);
    }

    /// <summary>What goes out is checked like everything that we say: what is blocked does not, what a person must look at goes out when a lead sends it.</summary>
    private async Task<Problem?> UnfitAsync(TakeStep command, string text, DateTimeOffset now, BrandTransaction transaction, CancellationToken ct)
    {
        var findings = (await phrases.OfAsync(command.Brand, transaction, ct)).Check(text, ComplianceRules.AdLaw, now);
        var gravest = findings.Where(finding => finding.ExemptedBy is null).MaxBy(finding => finding.Severity);
        var found = gravest is null ? "" : text.Substring(gravest.Start, Math.Min(gravest.Length, LongestQuote));
        return gravest switch
        {
            { Severity: Severity.Block } => DisputeProblems.Unfit(gravest, found),
            { Severity: Severity.Review } when command.Role < Role.Lead => DisputeProblems.NeedsLead(gravest, found),
            _ => null,
        };
    }

    private static ActV1 ActOf(ComplaintAct act, Complaint complaint, Guid account, string text, string by) => new()
    {
        CommandId = act.CommandId, BrandId = complaint.BrandId, AccountId = account, Kind = act.Kind, Origin = Origin, GroupId = complaint.GroupId, MemberId = complaint.MemberId, Text = text, Arguments = [],
        Evidence = $"投诉：{complaint.Text}", RequestedBy = by,
    };

    private sealed record RecalledMessage
    {
        public required Guid MessageId { get; init; }
        public required Guid GroupId { get; init; }
        public required string Text { get; init; }

        /// <summary>Through which its group is reached, which need not be the complaint's; null: not known yet.</summary>
        public Guid? AccountId { get; init; }
    }
}
