using Steward.Kernel;
using Steward.Staffing.Inbox;

namespace Steward.Staffing.Triage;

/// <summary>What an envelope of matters does to the inbox: new items, items that exist and change, and which message belongs to which item.</summary>
/// <param name="Opened">New items.</param>
/// <param name="Changed">Existing items as they are with what was said further.</param>
/// <param name="ItemOf">The item of each message that was not known, in the messages' order.</param>
internal sealed record ItemPlan(IReadOnlyList<WorkItem> Opened, IReadOnlyList<WorkItem> Changed, IReadOnlyList<(Matter Matter, Guid WorkItemId)> ItemOf)
{
    /// <summary>
    /// One item per matter: what the same member says further in the same group soon after the last joins its item while that is not resolved. A message that is known already (screening and the knowledge base both tell of a
    /// complaint that is a question) makes its item graver and brings its suggestion, and is no further question. What ended in the group and is asked about again soon was not over: it is open again.
    /// </summary>
    /// <param name="brand">Whose.</param>
    /// <param name="account">Through which account they came.</param>
    /// <param name="matters">In the order in which they were said, each message once.</param>
    /// <param name="known">The items of messages that came before.</param>
    /// <param name="current">The items of the members and groups, and of the known messages, that are not resolved or ended in their group.</param>
    /// <param name="operatorOf">Who looks after a group; empty: nobody.</param>
    /// <param name="window">How soon is soon, by the messages' own times.</param>
    /// <param name="worth">How much waiting a step of urgency is worth.</param>
    public static ItemPlan Of(
        BrandId brand, AccountId account, IEnumerable<Matter> matters, IReadOnlyDictionary<Guid, Guid> known, IEnumerable<WorkItem> current, Func<Guid, string> operatorOf, TimeSpan window, TimeSpan worth)
    {
        // The last one of a member is the one that is joined: what waits rather than what is over, then the latest.
        var items = current.OrderBy(item => item.State != ItemState.Resolved).ThenBy(item => item.LastAskedAt).ToList();
        var existing = items.Count;
        var latest = new Dictionary<(Guid Group, Guid Member), int>();
        var byId = new Dictionary<Guid, int>();
        for (var at = 0; at < existing; at++) { latest[(items[at].GroupId.Value, items[at].MemberId.Value)] = byId[items[at].WorkItemId] = at; }

        var changed = new HashSet<int>();
        var itemOf = new List<(Matter, Guid)>();
        foreach (var matter in matters)
        {
            if (known.TryGetValue(matter.MessageId, out var item))
            {
                if (byId.TryGetValue(item, out var its) && items[its].State != ItemState.Resolved && Better(items[its], matter) is var better && better != items[its])
                {
                    items[its] = better;
                    changed.Add(its);
                }

                continue;
            }

            if (latest.TryGetValue((matter.GroupId, matter.MemberId), out var at) && (matter.AskedAt - LastOf(items[at])).Duration() <= window)
            {
                items[at] = Join(items[at], matter);
                changed.Add(at);
            }
            else
            {
                at = items.Count;
                items.Add(Open(brand, account, matter, operatorOf(matter.GroupId)));
                latest[(matter.GroupId, matter.MemberId)] = at;
            }

            itemOf.Add((matter, items[at].WorkItemId));
        }

        return new ItemPlan(
            [.. items.Skip(existing).Select(item => Urgency.Placed(item, worth))], [.. changed.Where(at => at < existing).Order().Select(at => Urgency.Placed(items[at], worth))], itemOf);
    }

    /// <summary>The item that a message opens: the same one at every try.</summary>
    public static Guid IdOf(BrandId brand, Guid message) => DerivedId.Of(brand.Value, "work-item", message.ToString());

    private static WorkItem Open(BrandId brand, AccountId account, Matter matter, string operatorId) => new()
    {
        BrandId = brand,
        WorkItemId = IdOf(brand, matter.MessageId),
        AccountId = account,
        GroupId = new GroupId(matter.GroupId),
        MemberId = new MemberId(matter.MemberId),
        State = ItemState.Open,
        OperatorId = operatorId,
        Kind = matter.Kind,
        Mentions = matter.Mentions,
        Question = matter.Text,
        Questions = 1,
        SuggestedAnswer = matter.SuggestedAnswer,
        SuggestionScore = matter.SuggestionScore,
        OpenedAt = matter.AskedAt,
        LastAskedAt = matter.AskedAt,
    };

    /// <summary>When something was last said about it.</summary>
    private static DateTimeOffset LastOf(WorkItem item) => item.ResolvedAt > item.LastAskedAt ? item.ResolvedAt.Value : item.LastAskedAt;

    private static WorkItem Join(WorkItem item, Matter matter) =>
        Better(item.State == ItemState.Resolved ? item.Reopen(matter.AskedAt).Value : item, matter) with { Questions = item.Questions + 1, SnoozedUntil = null, LastAskedAt = matter.AskedAt > item.LastAskedAt ? matter.AskedAt : item.LastAskedAt };

    /// <summary>What is said further may be graver, and may say better what is meant: the surer suggestion counts.</summary>
    private static WorkItem Better(WorkItem item, Matter matter)
    {
        var graver = item with { Kind = MatterKind.Graver(item.Kind, matter.Kind), Mentions = item.Mentions || matter.Mentions };
        return matter.SuggestionScore > item.SuggestionScore ? graver with { SuggestedAnswer = matter.SuggestedAnswer, SuggestionScore = matter.SuggestionScore } : graver;
    }
}
