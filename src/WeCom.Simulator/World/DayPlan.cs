using Steward.WeCom.Simulator.Corps;

namespace Steward.WeCom.Simulator.World;

/// <summary>What a message of the demo day is meant to be, in the order of the counts in <see cref="BrandPlan"/>.</summary>
internal enum Intent
{
    Chatter,
    QuestionKb,
    QuestionHuman,
    Advert,
    Abuse,
    OrderRemark,
    Staff,
    Image,
    Link,
    Weapp,
    Revoke,
}

/// <summary>What happens in the client besides messages.</summary>
internal enum Happening
{
    Join,
    Leave,
    Kick,
    ContactAdded,
    Rename,
}

/// <param name="At">Time since midnight in Shanghai.</param>
/// <param name="Text">Text of a text message; of a link or mini-program its title.</param>
/// <param name="Number">First part of the message id.</param>
/// <param name="KbEntry">Number of the knowledge-base entry that answers, or 0.</param>
/// <param name="Media">What a link or mini-program shows.</param>
/// <param name="Recalls">The message that a revoke takes back.</param>
internal sealed record PlannedMessage(
    TimeSpan At, Corp Corp, CustomerGroup Group, string From, Intent Intent, string Text, ulong Number, int KbEntry, MediaTemplate? Media,
    PlannedMessage? Recalls);

/// <param name="Detail">New name of the group, or channel label of the join.</param>
internal sealed record PlannedEvent(TimeSpan At, Corp Corp, CustomerGroup Group, string Member, Happening What, string Detail);

/// <summary>One day in the life of all groups, in time order.</summary>
internal sealed record DayPlan(IReadOnlyList<PlannedMessage> Messages, IReadOnlyList<PlannedEvent> Events)
{
    public static readonly TimeSpan Opens = TimeSpan.FromHours(8);
    public static readonly TimeSpan Closes = TimeSpan.FromHours(22);

    /// <summary>The names used on the wire: <c>question_kb</c>, <c>order_remark</c>, …</summary>
    public static string WireName<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    public static Dictionary<string, int> Count(IEnumerable<PlannedMessage> messages)
    {
        var counts = Enum.GetValues<Intent>().ToDictionary(WireName, _ => 0);
        foreach (var message in messages)
        {
            counts[WireName(message.Intent)]++;
        }

        return counts;
    }

    public static Dictionary<string, int> Count(IEnumerable<PlannedEvent> events)
    {
        var counts = Enum.GetValues<Happening>().ToDictionary(WireName, _ => 0);
        foreach (var planned in events)
        {
            counts[WireName(planned.What)]++;
        }

        return counts;
    }
}
