using Steward.Moderation.Compliance;
using Steward.Moderation.Matching;
using Steward.Moderation.Normalisation;
using Severity = Steward.Moderation.Compliance.Severity;

namespace Steward.Cli.Moderation;

/// <summary>Something that a rule said of a text.</summary>
/// <remarks>Score: 1, it is stopped; 0.7, a person looks; 0.3, worth knowing.</remarks>
internal sealed record RuleHit(string RuleId, string Label, double Score, string Matched);

/// <summary>Rules as <c>--rules</c> names them: the shipped pack <c>adlaw-zh</c>, a pack of patterns (.json), or a list of words, one a line, with or without a class before a tab.</summary>
internal sealed class ScreeningRules
{
    private const string DefaultClass = "keyword";
    private readonly Func<string, IReadOnlyList<RuleHit>> _find;

    private ScreeningRules(Func<string, IReadOnlyList<RuleHit>> find) => _find = find;

    public IReadOnlyList<RuleHit> Find(string text) => _find(text);

    /// <exception cref="UserException">There are no such rules, or they are not as they should be; the message names the lines.</exception>
    public static ScreeningRules Load(string named)
    {
        if (named == ComplianceRules.AdLaw.Name) { return OfPack(ComplianceRules.AdLaw); }

        var file = new FileInfo(named);
        if (!file.Exists) { throw new UserException($"There are no rules '{named}': neither the shipped pack {ComplianceRules.AdLaw.Name} nor a file."); }

        return file.Extension == ".json" ? OfPack(ReadPack(file)) : OfWords(file);
    }

    private static ScreeningRules OfPack(ComplianceRules pack) => new(text =>
        [.. ComplianceGate.Check(text, pack).Select(finding => new RuleHit(finding.RuleId, finding.Category, ScoreOf(finding.Severity), text.Substring(finding.Start, finding.Length)))]);

    private static ComplianceRules ReadPack(FileInfo file)
    {
        try
        {
            using var stream = file.OpenRead();
            return ComplianceRules.Read(stream);
        }
        catch (InvalidDataException exception)
        {
            throw new UserException($"{file.Name} is no pack of rules. {exception.Message}");
        }
    }

    private static ScreeningRules OfWords(FileInfo file)
    {
        var (terms, classes, errors) = (new List<string>(), new List<string>(), new List<string>());
        var number = 0;
        foreach (var line in File.ReadLines(file.FullName).Select(line => line.Trim('\uFEFF', ' ', '\r')))
        {
            number++;
            if (line.Length == 0 || line[0] == '#') { continue; }

            var parts = line.Split('\t');
            var term = parts[^1].Trim();
            if (parts.Length > 2 || term.Length is 0 or > TermMatcher.LongestTerm)
            {
                errors.Add($"line {number}: {(parts.Length > 2 ? "more than a class and a word" : $"a word has 1 to {TermMatcher.LongestTerm} characters")}");
                continue;
            }

            terms.Add(term);
            classes.Add(parts.Length == 2 ? parts[0] : DefaultClass);
        }

        if (errors.Count > 0) { throw new UserException($"{file.Name} is no list of words:\n  {string.Join("\n  ", errors.Take(20))}{(errors.Count > 20 ? $"\n  … and {errors.Count - 20} more" : "")}"); }

        var (matcher, variants, matches, heard, hidden) = (new TermMatcher(terms), new VariantMatcher([.. terms.Select(term => new HideableTerm(term, Evasions.Any))]), new Matches(), new HeardText(), new List<HiddenTerm>());
        return new ScreeningRules(text =>
        {
            var hits = AllOf(matcher, matches, terms, classes, text);
            heard.Read(text);
            variants.Find(heard, matches, hidden);
            hits.AddRange(hidden.Select(found => new RuleHit(terms[found.Term], classes[found.Term], 1, text.Substring(found.Start, found.Length))));
            return hits;
        });
    }

    private static List<RuleHit> AllOf(TermMatcher matcher, Matches matches, List<string> terms, List<string> classes, string text)
    {
        matcher.Find(text, Reporting.LeftmostLongest, matches);
        var hits = new List<RuleHit>(matches.Hits.Length);
        foreach (var hit in matches.Hits)
        {
            var (start, length) = matches.InText(hit);
            hits.Add(new RuleHit(terms[hit.Term], classes[hit.Term], 1, text.Substring(start, length)));
        }

        return hits;
    }

    private static double ScoreOf(Severity severity) => severity switch { Severity.Block => 1, Severity.Review => 0.7, _ => 0.3 };
}
