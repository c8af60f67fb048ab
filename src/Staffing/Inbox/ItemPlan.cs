using Steward.Contracts.Events.Content;
using Steward.Kernel;

namespace Steward.Staffing.Inbox;

/// <summary>What an envelope of questions does to the inbox: new items, further questions for items that exist, and which question belongs to which item.</summary>
/// <param name="Opened">New items.</param>
/// <param name="Joined">Existing items as they are with their further questions.</param>
/// <param name="ItemOf">The item of each question, in the questions' order.</param>
internal sealed record ItemPlan(IReadOnlyList<WorkItem> Opened, IReadOnlyList<WorkItem> Joined, IReadOnlyList<(HandedOnQuestion Question, Guid WorkItemId)> ItemOf)
{
    /// <summary>One item per matter: a further question of the same member in the same group soon after the last one joins its item while that is not resolved.</summary>
    /// <param name="brand">Whose questions.</param>
    /// <param name="account">Through which account they came.</param>
    /// <param name="questions">In the order in which they were asked.</param>
    /// <param name="unresolved">The items of the questions' members and groups that are not resolved.</param>
    /// <param name="operatorOf">Who looks after a group; empty: nobody.</param>
    /// <param name="window">How soon is soon, by the questions' own times.</param>
    public static ItemPlan Of(BrandId brand, AccountId account, IEnumerable<HandedOnQuestion> questions, IEnumerable<WorkItem> unresolved, Func<Guid, string> operatorOf, TimeSpan window)
    {
        var items = new List<WorkItem>();
        var latest = new Dictionary<(Guid Group, Guid Member), int>();
        foreach (var item in unresolved.OrderBy(item => item.LastAskedAt))
        {
            latest[(item.GroupId.Value, item.MemberId.Value)] = items.Count;
            items.Add(item);
        }

        var known = items.Count;
        var changed = new HashSet<int>();
        var itemOf = new List<(HandedOnQuestion, Guid)>();
        foreach (var question in questions)
        {
            if (latest.TryGetValue((question.GroupId, question.MemberId), out var at) && (question.AskedAt - items[at].LastAskedAt).Duration() <= window)
            {
                items[at] = Join(items[at], question);
                changed.Add(at);
            }
            else
            {
                at = items.Count;
                items.Add(Open(brand, account, question, operatorOf(question.GroupId)));
                latest[(question.GroupId, question.MemberId)] = at;
            }

            itemOf.Add((question, items[at].WorkItemId));
        }

        return new ItemPlan(items[known..], [.. changed.Where(at => at < known).Order().Select(at => items[at])], itemOf);
    }

    /// <summary>The item that a question opens: the same one at every try.</summary>
    public static Guid IdOf(BrandId brand, Guid message) => DerivedId.Of(brand.Value, "work-item", message.ToString());

    private static WorkItem Open(BrandId brand, AccountId account, HandedOnQuestion question, string operatorId) => new()
    {
        BrandId = brand,
        WorkItemId = IdOf(brand, question.MessageId),
        AccountId = account,
        GroupId = new GroupId(question.GroupId),
        MemberId = new MemberId(question.MemberId),
        State = ItemState.Open,
        OperatorId = operatorId,
        Question = question.Text,
        Questions = 1,
        SuggestedAnswer = question.SuggestedAnswer,
        SuggestionScore = question.SuggestionScore,
        OpenedAt = question.AskedAt,
        LastAskedAt = question.AskedAt,
    };

    /// <summary>A follow-up may say better what is meant: the surer suggestion counts.</summary>
    private static WorkItem Join(WorkItem item, HandedOnQuestion question)
    {
        var joined = item with { Questions = item.Questions + 1, SnoozedUntil = null, LastAskedAt = question.AskedAt > item.LastAskedAt ? question.AskedAt : item.LastAskedAt };
        return question.SuggestionScore > item.SuggestionScore ? joined with { SuggestedAnswer = question.SuggestedAnswer, SuggestionScore = question.SuggestionScore } : joined;
    }
}
