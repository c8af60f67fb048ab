using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Steward.Moderation.Compliance;

/// <summary>How grave a finding is.</summary>
internal enum Severity
{
    /// <summary>Worth knowing.</summary>
    Hint,

    /// <summary>A person must look before it goes out.</summary>
    Review,

    /// <summary>It does not go out.</summary>
    Block,
}

/// <summary>Severities by the names that they have in the contract.</summary>
internal static class SeverityNames
{
    public static string Name(this Severity severity) => severity switch { Severity.Hint => "hint", Severity.Review => "review", _ => "block" };
}

/// <summary>Which form of a text a rule reads.</summary>
internal enum TextView
{
    /// <summary>Without white space and ornaments; sentences stay apart.</summary>
    Sentences,

    /// <summary>Letters, digits and Han characters only: for what is hidden between signs.</summary>
    Letters,
}

/// <summary>One thing that may not be said.</summary>
/// <param name="Id">Stable; findings and exemptions name it.</param>
/// <param name="Category">absolute, promise, medical, finance, fraud, misleading, diversion, personal-data.</param>
/// <param name="Advice">What to write instead, for the author.</param>
/// <param name="AdviceEn">The same in English.</param>
/// <param name="Rewordings">What can stand in the place of certain words, right in grammar whatever follows; words that are not there need a person.</param>
internal sealed record ComplianceRule(
    string Id, string Category, Severity Severity, TextView View, Regex Pattern, string Advice, string AdviceEn, IReadOnlyDictionary<string, string> Rewordings);

/// <summary>
/// A pack of rules with the ordinary ways of speaking that look like offences and are none. Patterns are matched without backtracking, in time linear in the text,
/// where they need no looking around; those that do have a time limit.
/// </summary>
internal sealed class ComplianceRules
{
    private const string Resource = "adlaw-zh.json";
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(1);
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) }, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, ReadCommentHandling = JsonCommentHandling.Skip,
    };

    private readonly IReadOnlyDictionary<string, string> _laws;
    private readonly IReadOnlyDictionary<string, string> _lawsEn;

    private ComplianceRules(Pack pack)
    {
        (Name, Rules) = (pack.Name, [.. pack.Rules.Select(rule => new ComplianceRule(rule.Id, rule.Category, rule.Severity, rule.View, Compile(rule.Pattern, rule.Id), rule.Advice, rule.AdviceEn, rule.Rewordings))]);
        Ordinary = Compile(string.Join('|', pack.Ordinary), "ordinary");
        Warnings = Compile(string.Join('|', pack.Warnings), "warnings");
        (_laws, _lawsEn) = (pack.Laws, pack.LawsEn);
    }

    /// <summary>Chinese advertising law, promises, diversion and personal data, as shipped.</summary>
    public static ComplianceRules AdLaw { get; } = Shipped();

    public string Name { get; }

    public IReadOnlyList<ComplianceRule> Rules { get; }

    /// <summary>Ordinary ways of speaking; what lies within one is no finding.</summary>
    public Regex Ordinary { get; }

    /// <summary>Words that show that a text warns of fraud and promises instead of making them.</summary>
    public Regex Warnings { get; }

    /// <summary>What forbids the things of a category; empty when the pack does not say.</summary>
    public string LawOf(string category) => _laws.GetValueOrDefault(category, "");

    /// <summary>The same in English.</summary>
    public string EnglishLawOf(string category) => _lawsEn.GetValueOrDefault(category, "");

    /// <exception cref="InvalidDataException">The pack is not as it should be; the message names the line or the rule.</exception>
    public static ComplianceRules Read(Stream json)
    {
        try
        {
            return new ComplianceRules(JsonSerializer.Deserialize<Pack>(json, Options) ?? throw new InvalidDataException("The pack is null."));
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"Line {exception.LineNumber + 1}: {exception.Message}", exception);
        }
    }

    private static ComplianceRules Shipped()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!;
        return Read(stream);
    }

    private static Regex Compile(string pattern, string rule)
    {
        try
        {
            try
            {
                return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
            }
            catch (NotSupportedException)
            {
                return new Regex(pattern, RegexOptions.CultureInvariant, TimeLimit);
            }
        }
        catch (RegexParseException exception)
        {
            throw new InvalidDataException($"Rule {rule}: {exception.Message}", exception);
        }
    }

    private sealed record Pack
    {
        public required string Name { get; init; }
        public required string Source { get; init; }
        public required IReadOnlyList<string> Ordinary { get; init; }
        public required IReadOnlyList<string> Warnings { get; init; }
        public required IReadOnlyList<PackRule> Rules { get; init; }

        /// <summary>By category.</summary>
        public IReadOnlyDictionary<string, string> Laws { get; init; } = new Dictionary<string, string>();

        /// <summary>The same in English.</summary>
        public IReadOnlyDictionary<string, string> LawsEn { get; init; } = new Dictionary<string, string>();
    }

    private sealed record PackRule
    {
        public required string Id { get; init; }
        public required string Category { get; init; }
        public required Severity Severity { get; init; }
        public TextView View { get; init; } = TextView.Sentences;
        public required string Pattern { get; init; }
        public required string Advice { get; init; }
        public string AdviceEn { get; init; } = "";

        /// <summary>By the words that were found, folded and without what was put between them.</summary>
        public IReadOnlyDictionary<string, string> Rewordings { get; init; } = new Dictionary<string, string>();
    }
}
