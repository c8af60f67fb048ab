using System.Globalization;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Cases;

/// <summary>The queue's policy as somebody fills it in: numbers are texts until they are read.</summary>
internal sealed class QueuePolicyForm
{
    public string ClaimMinutes { get; set; } = "";

    public string DueMinutes { get; set; } = "";

    /// <summary>Of the classes that have a time of their own; empty: that of the rest.</summary>
    public Dictionary<string, string> DueByClass { get; } = [];

    public HashSet<string> Aside { get; } = [];

    public static QueuePolicyForm Of(ReviewPolicy policy)
    {
        var form = new QueuePolicyForm { ClaimMinutes = Text(policy.ClaimMinutes), DueMinutes = Text(policy.DueMinutes) };
        foreach (var (name, minutes) in policy.DueMinutesByClass) { form.DueByClass[name] = Text(minutes); }

        form.Aside.UnionWith(policy.Aside);
        return form;
    }

    public void Tick(string name, bool on)
    {
        if (on) { Aside.Add(name); }
        else { Aside.Remove(name); }
    }

    /// <summary>The policy, and the fields that hold no whole number: <c>claim</c>, <c>due</c> or a class.</summary>
    public (ReviewPolicy Policy, IReadOnlyList<string> Wrong) Read()
    {
        var wrong = new List<string>();
        var policy = new ReviewPolicy { ClaimMinutes = Whole("claim", ClaimMinutes, wrong), DueMinutes = Whole("due", DueMinutes, wrong) };
        foreach (var (name, minutes) in DueByClass.Where(one => one.Value.Trim().Length > 0)) { policy.DueMinutesByClass.Add(name, Whole(name, minutes, wrong)); }

        policy.Aside.AddRange(Aside.Order(StringComparer.Ordinal));
        return (policy, wrong);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Whole(string field, string text, List<string> wrong)
    {
        if (int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) { return number; }

        wrong.Add(field);
        return 0;
    }
}
