using System.Globalization;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Discipline;

/// <summary>A policy as somebody fills it in: numbers are texts until they are read.</summary>
internal sealed class PolicyForm
{
    /// <summary>One rung of the ladder.</summary>
    internal sealed class RungForm
    {
        public string From { get; set; } = "";

        public string Sanction { get; set; } = "warn";
    }

    public List<RungForm> Rungs { get; } = [];

    public Dictionary<string, string> Weights { get; } = [];

    public HashSet<string> ZeroTolerance { get; } = [];

    public string HalfLife { get; set; } = "";

    public string Window { get; set; } = "";

    public string Warning { get; set; } = "";

    /// <summary>Whether zero tolerance needs no person.</summary>
    public bool AtOnce { get; set; }

    /// <summary>The brake, within an hour; empty: the usual one.</summary>
    public string MostAtOnce { get; set; } = "";

    public static PolicyForm Of(Policy policy)
    {
        var form = new PolicyForm { HalfLife = Text(policy.HalfLifeDays), Window = Text(policy.WindowDays), Warning = policy.WarningText, AtOnce = policy.AtOnce, MostAtOnce = Text(policy.MostAtOnce) };
        form.Rungs.AddRange(policy.Ladder.Select(rung => new RungForm { From = Text(rung.From), Sanction = rung.Sanction }));
        foreach (var (name, points) in policy.Weights) { form.Weights[name] = Text(points); }

        form.ZeroTolerance.UnionWith(policy.ZeroTolerance);
        return form;
    }

    public void AddRung() => Rungs.Add(new RungForm { Sanction = Rungs.Count > 0 ? Rungs[^1].Sanction : "warn" });

    public void Tick(string name, bool on)
    {
        if (on) { ZeroTolerance.Add(name); }
        else { ZeroTolerance.Remove(name); }
    }

    /// <summary>The policy, and the fields that hold no number.</summary>
    public (Policy Policy, IReadOnlyList<string> Wrong) Read()
    {
        var wrong = new List<string>();
        var policy = new Policy { HalfLifeDays = Whole("half_life", HalfLife, wrong), WindowDays = Whole("window", Window, wrong), WarningText = Warning, AtOnce = AtOnce, MostAtOnce = MostAtOnce.Trim().Length == 0 ? 0 : Whole("most_at_once", MostAtOnce, wrong) };
        for (var at = 0; at < Rungs.Count; at++) { policy.Ladder.Add(new Rung { From = Number($"rung {at + 1}", Rungs[at].From, wrong), Sanction = Rungs[at].Sanction }); }

        foreach (var (name, points) in Weights.Where(weight => weight.Value.Trim().Length > 0)) { policy.Weights.Add(name, Number(name, points, wrong)); }

        policy.ZeroTolerance.AddRange(ZeroTolerance.Order(StringComparer.Ordinal));
        return (policy, wrong);
    }

    private static string Text(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);

    private static int Whole(string field, string text, List<string> wrong)
    {
        if (int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) { return number; }

        wrong.Add(field);
        return 0;
    }

    private static double Number(string field, string text, List<string> wrong)
    {
        if (double.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) { return number; }

        wrong.Add(field);
        return 0;
    }
}
