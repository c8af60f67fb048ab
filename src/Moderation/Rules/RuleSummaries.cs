using System.Collections;
using System.Globalization;
using Steward.Moderation.Rules.Kinds;
using Proto = Steward.Contracts.Moderation.V1;

namespace Steward.Moderation.Rules;

/// <summary>What a rule says, short enough for a line. Read from the settings of its kind, so that a new kind has a summary at once; nothing is serialised, as a rule may have 100,000 words.</summary>
internal static class RuleSummaries
{
    public const int MostEntries = 5;
    public const int LongestEntry = 40;

    // What every rule has; documents repeat of the kind what only this service needs.
    private static readonly string[] Common = ["rule_id", "offence_class", "severity", "kind_name", "class_may_be_empty"];

    public static Proto.RuleSummary Of(Rule rule)
    {
        var summary = new Proto.RuleSummary { Kind = rule.KindName };
        summary.Settings.AddRange(
            from property in RuleDocument.Json.GetTypeInfo(rule.GetType()).Properties
            where property.Get is not null && !Common.Contains(property.Name)
            let setting = SettingOf(property.Name, property.Get!(rule))
            where setting is not null
            select setting);
        return summary;
    }

    /// <summary>Rules by their ids; of those with the same id the first one.</summary>
    public static IReadOnlyDictionary<string, Proto.RuleSummary> Of(IEnumerable<RuleSet> sets)
    {
        var summaries = new Dictionary<string, Proto.RuleSummary>(StringComparer.Ordinal);
        foreach (var rule in sets.SelectMany(set => set.Rules))
        {
            if (!summaries.ContainsKey(rule.RuleId)) { summaries[rule.RuleId] = Of(rule); }
        }

        return summaries;
    }

    private static Proto.RuleSetting? SettingOf(string name, object? value) => value switch
    {
        null or false or "" => null,
        true => new Proto.RuleSetting { Name = name, Values = { "true" } },
        string text => new Proto.RuleSetting { Name = name, Values = { Cut(text) } },
        ICollection { Count: 0 } => null,
        IReadOnlyCollection<Term> terms => Listed(name, terms.Count, terms.Select(term => term.Text)),
        IReadOnlyCollection<string> entries => Listed(name, entries.Count, entries),
        IFormattable number => new Proto.RuleSetting { Name = name, Values = { number.ToString(null, CultureInfo.InvariantCulture) } },
        _ => null,
    };

    private static Proto.RuleSetting? Listed(string name, int count, IEnumerable<string> entries) =>
        count == 0 ? null : new Proto.RuleSetting { Name = name, Values = { entries.Take(MostEntries).Select(Cut) }, Entries = count };

    // Not through the middle of a character.
    private static string Cut(string text) => text.Length <= LongestEntry ? text : text[..(char.IsHighSurrogate(text[LongestEntry - 2]) ? LongestEntry - 2 : LongestEntry - 1)] + "…";
}
