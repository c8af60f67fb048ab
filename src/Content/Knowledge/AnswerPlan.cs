using Steward.Contracts.Events.Moderation;
using Steward.Kernel;

namespace Steward.Content.Knowledge;

/// <summary>A member's question and the entries that fit it best, best first.</summary>
internal readonly record struct RankedQuestion(ScreenedMessage Message, IReadOnlyList<Match> Matches);

/// <summary>An answer that is on its way into a group or has arrived; one that failed is none.</summary>
internal sealed record AnswerSend
{
    public required Guid CommandId { get; init; }
    public required Guid GroupId { get; init; }
    public required Guid EntryId { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
}

/// <summary>What becomes of one question: answered by a send, or handed on to people when there is none.</summary>
/// <param name="Message">The question.</param>
/// <param name="Best">The entry that fits best.</param>
/// <param name="Second">The probability of the one after it; null: there is none.</param>
/// <param name="Send">What answers it.</param>
internal sealed record PlannedQuestion(ScreenedMessage Message, Match? Best, double? Second, AnswerSend? Send);

/// <summary>What becomes of an envelope's questions.</summary>
/// <param name="NewSends">Answers to send, each for the question that asked first.</param>
/// <param name="Questions">All questions in their order.</param>
internal sealed record AnswerPlan(IReadOnlyList<(AnswerSend Send, KnowledgeEntry Entry)> NewSends, IReadOnlyList<PlannedQuestion> Questions)
{
    /// <summary>Decides for each question. An entry that was just sent into the group answers the next one who asks, without being sent again.</summary>
    /// <param name="brand">Whose questions.</param>
    /// <param name="questions">In the order in which they were asked.</param>
    /// <param name="confidence">How sure an answer must be.</param>
    /// <param name="recent">Sends of the groups and entries in question that did not fail.</param>
    /// <param name="held">Entries whose answer may not go out as it is: their questions go to people.</param>
    /// <param name="window">How long a send counts for later questions, by the messages' times.</param>
    public static AnswerPlan Of(BrandId brand, IReadOnlyList<RankedQuestion> questions, Confidence confidence, IEnumerable<AnswerSend> recent, IReadOnlySet<Guid> held, TimeSpan window)
    {
        var sends = recent.GroupBy(send => (send.GroupId, send.EntryId)).ToDictionary(group => group.Key, group => group.ToList());
        var newSends = new List<(AnswerSend, KnowledgeEntry)>();
        var planned = new List<PlannedQuestion>(questions.Count);
        foreach (var (message, matches) in questions)
        {
            var best = matches.Count > 0 ? matches[0] : null;
            var second = matches.Count > 1 ? matches[1].Score : (double?)null;
            if (best is null || !confidence.Allows(matches) || held.Contains(best.Entry.EntryId))
            {
                planned.Add(new PlannedQuestion(message, best, second, null));
                continue;
            }

            if (!sends.TryGetValue((message.GroupId, best.Entry.EntryId), out var known)) { sends[(message.GroupId, best.Entry.EntryId)] = known = []; }

            var send = known.Find(earlier => (message.SentAt - earlier.AskedAt).Duration() <= window);
            if (send is null)
            {
                send = new AnswerSend { CommandId = CommandOf(brand, message.MessageId), GroupId = message.GroupId, EntryId = best.Entry.EntryId, AskedAt = message.SentAt };
                known.Add(send);
                newSends.Add((send, best.Entry));
            }

            planned.Add(new PlannedQuestion(message, best, second, send));
        }

        return new AnswerPlan(newSends, planned);
    }

    /// <summary>The ledger's id of the answer to a message: the same at every try.</summary>
    public static Guid CommandOf(BrandId brand, Guid message) => DerivedId.Of(brand.Value, "knowledge-answer", message.ToString());
}
