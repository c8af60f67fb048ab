using System.Globalization;
using Steward.Contracts.Staffing.V1;

namespace Steward.Console.Shifts;

/// <summary>The skills of a kind as people write them: names with commas between, the most important first.</summary>
public sealed class KindLine(string kind)
{
    public string Kind { get; } = kind;

    public string Required { get; set; } = "";

    public string Preferred { get; set; } = "";
}

/// <summary>A brand's rules of routing as people write them; kinds that are not known here stay as they are.</summary>
public sealed class RoutingForm
{
    /// <summary>The kinds of matters, in wire spelling.</summary>
    internal static readonly string[] Known = ["question", "complaint", "intent"];
    private static readonly char[] Between = [',', '，', '、', ';', '；', '\n'];

    public string Certificate { get; set; } = "";

    public string EscalateAfter { get; set; } = "";

    public IReadOnlyList<KindLine> Kinds { get; private init; } = [];

    public static RoutingForm Of(RoutingRules rules) => new()
    {
        Certificate = rules.Certificate,
        EscalateAfter = rules.EscalateAfterMinutes.ToString(CultureInfo.InvariantCulture),
        Kinds =
        [
            .. Known.Union(rules.Kinds.Select(kind => kind.Kind)).Select(kind => rules.Kinds.FirstOrDefault(one => one.Kind == kind) is { } one
                ? new KindLine(kind) { Required = string.Join("，", one.Required), Preferred = string.Join("，", one.Preferred) }
                : new KindLine(kind)),
        ],
    };

    /// <summary>The rules that are written here; null: what stands as minutes is no number.</summary>
    public RoutingRules? Read()
    {
        if (!int.TryParse(EscalateAfter.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)) { return null; }

        var rules = new RoutingRules { Certificate = Certificate.Trim(), EscalateAfterMinutes = minutes };
        foreach (var line in Kinds)
        {
            var kind = new KindSkills { Kind = line.Kind, Required = { Names(line.Required) }, Preferred = { Names(line.Preferred) } };
            if (kind.Required.Count + kind.Preferred.Count > 0) { rules.Kinds.Add(kind); }
        }

        return rules;
    }

    private static string[] Names(string text) => text.Split(Between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
