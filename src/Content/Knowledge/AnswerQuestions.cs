using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Steward.Content.Deflection;
using Steward.Content.Knowledge.Settings;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Content;
using Steward.Contracts.Events.Moderation;
using Steward.Kernel;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Outbound;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Knowledge;

/// <summary>
/// Answers what the knowledge base surely can, with what the compliance gate lets out, and hands the other questions of the envelope on to people; each question is counted once as one or the other.
/// Without an answer of the gate people get the question too: trying the event again would keep the lane's other questions waiting, and a person can answer now.
/// </summary>
internal sealed class AnswerQuestions(KnowledgeBases bases, OutboundCheck outbound, IOptions<KnowledgeOptions> options, TimeProvider clock) : IHandle<MessagesScreenedV1>
{
    /// <summary>How the ledger names the knowledge base's sends.</summary>
    public const string Origin = "knowledge";

    private static readonly Meter Meter = new("Steward.Content");
    private static readonly Counter<long> Answered = Meter.CreateCounter<long>("steward.knowledge.answered", description: "Questions answered by the knowledge base.");
    private static readonly Counter<long> HandedOn = Meter.CreateCounter<long>("steward.knowledge.handed_on", description: "Questions handed on to people.");
    private static readonly Counter<long> Reacted = Meter.CreateCounter<long>("steward.knowledge.reactions", description: "Automatic answers that something spoke against within a day.");
    private static readonly Counter<long> Held = Meter.CreateCounter<long>("steward.knowledge.held", description: "Questions whose answer was known and not sent: the compliance check found something in it, or gave no answer.");

    public async Task HandleAsync(MessagesScreenedV1 message, BrandTransaction transaction, CancellationToken ct)
    {
        var brand = new BrandId(message.BrandId);
        var ranked = await AnswerAsync(message, brand, transaction, ct);
        // What speaks against an answer may stand in the envelope that asked.
        Reacted.Add(await NoteReactions.RunAsync(transaction, brand, message.Messages, ranked, ct));
    }

    /// <returns>The entry that fits each of the envelope's questions well enough to be suggested.</returns>
    private async Task<Func<Guid, Guid?>> AnswerAsync(MessagesScreenedV1 message, BrandId brand, BrandTransaction transaction, CancellationToken ct)
    {
        var asked = message.Messages.Where(candidate => candidate.Label == ScreeningLabel.Question).DistinctBy(question => question.MessageId).ToList();
        if (asked.Count == 0) { return _ => null; }

        var known = await AnswerTables.KnownAsync(transaction, brand, asked, ct);
        asked.RemoveAll(question => known.Contains(question.MessageId));
        if (asked.Count == 0) { return _ => null; }

        var knowledge = await bases.OfAsync(transaction, brand, ct);
        // The second one is needed for the margin.
        var ranked = asked.ConvertAll(question => new RankedQuestion(question, knowledge.Matcher.Rank(question.Text, 2, question.SentAt)));
        var sure = ranked.FindAll(question => knowledge.Confidence.Allows(question.Matches));
        // Before anything is locked: it is a call. The envelope's transaction holds nothing yet but its place in the inbox.
        var held = await HeldAsync(brand, sure, knowledge.Voice, ct);
        Held.Add(sure.RemoveAll(question => held.Contains(question.Matches[0].Entry.EntryId)));
        var window = options.Value.RepeatWindow;
        var recent = sure.Count == 0 ? [] : await AnswerTables.RecentSendsAsync(transaction, brand, sure, window, ct);
        var plan = AnswerPlan.Of(brand, ranked, knowledge.Confidence, recent, held, window);
        await AnswerTables.AddAsync(transaction, brand, new AccountId(message.AccountId), message.Partition, plan, clock.GetUtcNow(), ct);
        Publish(message, transaction, plan, knowledge);
        var fits = ranked.Where(question => question.Matches.Count > 0 && knowledge.Confidence.Suggests(question.Matches[0].Score)).ToDictionary(question => question.Message.MessageId, question => question.Matches[0].Entry.EntryId);
        return id => fits.TryGetValue(id, out var entry) ? entry : null;
    }

    /// <summary>A question on its way to people.</summary>
    public static HandedOnQuestion ForPeople(Guid message, Guid group, Guid member, string text, DateTimeOffset askedAt, string suggestion, double score, Confidence confidence) => new()
    {
        MessageId = message,
        GroupId = group,
        MemberId = member,
        Text = text,
        AskedAt = askedAt,
        SuggestedAnswer = confidence.Suggests(score) ? suggestion : "",
        SuggestionScore = score,
    };

    /// <summary>The entries whose answer may not go out, by the rules of this moment: one call for an envelope, each text once.</summary>
    private async Task<IReadOnlySet<Guid>> HeldAsync(BrandId brand, IReadOnlyList<RankedQuestion> sure, Voice voice, CancellationToken ct)
    {
        var entries = sure.Select(question => question.Matches[0].Entry).DistinctBy(entry => entry.EntryId).ToDictionary(entry => entry.EntryId, entry => AnswerText.Checked(entry, voice));
        if (entries.Count == 0) { return new HashSet<Guid>(); }

        var asked = await outbound.AskAsync(brand, entries.Values, ct);
        return entries.Where(entry => asked.Failed || asked.Value[entry.Value].Holds(null)).Select(entry => entry.Key).ToHashSet();
    }

    private static void Publish(MessagesScreenedV1 message, BrandTransaction transaction, AnswerPlan plan, KnowledgeBase knowledge)
    {
        foreach (var (send, entry) in plan.NewSends)
        {
            transaction.Publish(new SendToGroupsV1
            {
                CommandId = send.CommandId,
                BrandId = message.BrandId,
                AccountId = message.AccountId,
                Origin = Origin,
                GroupIds = [send.GroupId],
                Text = AnswerText.For(entry, knowledge.Voice),
                Attachments = entry.Attachments.Count > 0 ? entry.Attachments : null,
                RequestedBy = "",
            });
        }

        var handedOn = plan.Questions.Where(question => question.Send is null)
            .Select(question => ForPeople(
                question.Message.MessageId, question.Message.GroupId, question.Message.SenderId, question.Message.Text, question.Message.SentAt,
                question.Best?.Entry.Answer ?? "", question.Best?.Score ?? 0, knowledge.Confidence))
            .ToArray();
        if (handedOn.Length > 0)
        {
            transaction.Publish(new QuestionsHandedOnV1 { BrandId = message.BrandId, AccountId = message.AccountId, Partition = message.Partition, Questions = handedOn });
        }

        HandedOn.Add(handedOn.Length);
        Answered.Add(plan.Questions.Count - handedOn.Length);
    }
}
