using Steward.Contracts.Events.Moderation;
using Steward.Kernel;
using Steward.Moderation.Discipline;
using Steward.Moderation.Policies;
using Steward.Moderation.Screening;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Disputes;

/// <summary>
/// Registers what screening takes for complaints, where the brand's policy wants that, in the envelope's transaction: a member's messages of one envelope are one telling, what is said further joins the open complaint, and a
/// message counts once however often it comes. What it costs does not depend on how many complain.
/// </summary>
internal static class OpenFromScreening
{
    public static async Task RunAsync(BrandId brand, Guid account, IReadOnlyList<ScreenedMessage> screened, PolicyInForce<DisputePolicy> policy, DateTimeOffset now, BrandTransaction transaction, CancellationToken ct)
    {
        var said = screened.Where(message => ProbabilityOf(message) is { } probability && policy.Policy.Registers(probability)).ToList();
        if (said.Count == 0) { return; }

        var members = said.Select(message => message.SenderId).Distinct().ToArray();
        // What comes before in every envelope is locked before, and the incidents that these messages have just joined are read below.
        await transaction.SendAsync(ct);
        await RegisterComplaintHandler.LockMembersAsync(members, transaction, ct);
        var ids = said.Select(message => message.MessageId).ToArray();
        var known = (await transaction.QueryAsync<Guid>("select message_id from complaint_messages where brand_id = @brand and message_id = any (@ids)", new { brand, ids }, ct)).ToHashSet();
        var fresh = said.Where(message => !known.Contains(message.MessageId)).GroupBy(message => message.SenderId).ToList();
        if (fresh.Count == 0) { return; }

        var incidents = (await transaction.QueryAsync<MessageIncident>("select message_id, incident_id from incident_messages where brand_id = @brand and message_id = any (@ids)", new { brand, ids }, ct))
            .ToDictionary(one => one.MessageId, one => one.IncidentId);
        var last = (await StoredComplaints.LastOfAsync(brand, members, transaction, ct)).ToDictionary(one => one.MemberId);
        var steps = await StoredComplaints.StepsOfAsync(brand, last.Values, transaction, ct);
        var all = new List<(Registration, ToldComplaint)>(fresh.Count);
        foreach (var messages in fresh)
        {
            var told = ToldOf(brand, messages, incidents);
            var before = last.GetValueOrDefault(messages.Key);
            all.Add((Registration.Of(told, before, before is null ? [] : [.. steps[before.ComplaintId]], policy, brand, now), told));
        }

        await RegisterComplaintHandler.WriteAsync(all, transaction, ct);
        GroupAccounts.Remember(brand, account, fresh.SelectMany(messages => messages).Select(message => message.GroupId), transaction);
    }

    private static ToldComplaint ToldOf(BrandId brand, IGrouping<Guid, ScreenedMessage> messages, Dictionary<Guid, Guid> incidents)
    {
        var inOrder = messages.DistinctBy(message => message.MessageId).OrderBy(message => message.SentAt).ThenBy(message => message.MessageId).ToList();
        var rumour = inOrder.Exists(message => message.Signals!.Any(signal => signal.Name == SignalName.Rumour));
        return new ToldComplaint(
            DerivedId.Of(brand.Value, "complaint", inOrder[0].MessageId.ToString()), messages.Key, inOrder[0].GroupId, rumour ? ComplaintKind.Rumour : ComplaintKind.Other, ComplaintSeverity.Serious, ComplaintSource.Screening,
            Kept(inOrder[^1].Text), [.. inOrder.Select(message => new ComplaintMessage { MessageId = message.MessageId, GroupId = message.GroupId, Text = Kept(message.Text), SentAt = message.SentAt })],
            inOrder.Select(message => incidents.TryGetValue(message.MessageId, out var incident) ? incident : (Guid?)null).FirstOrDefault(one => one is not null), "");
    }

    private static string Kept(string text) => StoredOffences.Storable(text.Length > DisputeProblems.LongestText ? text[..DisputeProblems.LongestText] : text);

    private static double? ProbabilityOf(ScreenedMessage message) => message.Signals?.FirstOrDefault(signal => signal.Name == SignalName.Complaint)?.Probability;

    private sealed record MessageIncident
    {
        public required Guid MessageId { get; init; }
        public required Guid IncidentId { get; init; }
    }
}
