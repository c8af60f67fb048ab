using Steward.Moderation.Matching;

namespace Steward.Moderation.Compliance.Phrases;

/// <summary>A brand's red lines and exemptions, ready to be laid over the findings of the shipped rules. Immutable; a change replaces it as a whole.</summary>
internal sealed class CompiledPhrases
{
    /// <summary>The category of what a red line finds.</summary>
    public const string Category = "red-line";

    /// <summary>How many signs may be put between two characters of a red line to hide it.</summary>
    private const int Hidden = 3;

    private readonly IReadOnlyList<BrandPhrase> _phrases;
    private readonly TermMatcher? _matcher;

    /// <param name="generation">The head that these phrases belong to.</param>
    /// <param name="phrases">Those that were not ended.</param>
    public CompiledPhrases(long generation, IReadOnlyList<BrandPhrase> phrases)
    {
        (Generation, _phrases) = (generation, phrases);
        if (phrases.Count > 0)
        {
            // A group for each: two phrases with the same words, a red line and an exemption of it, are both found.
            _matcher = new TermMatcher([.. phrases.Select((phrase, number) => new Term(phrase.Phrase, number, MostSkipped: phrase.Kind == PhraseKind.RedLine ? Hidden : 0))], SymbolTable.OfRules);
        }
    }

    public static CompiledPhrases None { get; } = new(0, []);

    public long Generation { get; }

    /// <summary>Everything that is found in a text at a moment, in the order of the text; what an exemption covers says so.</summary>
    public IReadOnlyList<ComplianceFinding> Check(string text, ComplianceRules rules, DateTimeOffset now)
    {
        var shipped = ComplianceGate.Check(text, rules);
        if (_matcher is null) { return shipped; }

        var findings = new List<ComplianceFinding>(shipped);
        var exempt = new List<(Guid Id, int Start, int Length)>();
        var matches = Matches.OfThread;
        _matcher.Find(text, Reporting.Every, matches);
        foreach (var hit in matches.Hits)
        {
            var phrase = _phrases[hit.Term];
            if (!phrase.HoldsAt(now)) { continue; }

            var (start, length) = matches.InText(hit);
            if (phrase.Kind == PhraseKind.Exemption) { exempt.Add((phrase.PhraseId, start, length)); }
            else { findings.Add(FindingOf(phrase, start, length)); }
        }

        return
        [
            .. findings.Select(finding => exempt.Find(one => finding.LiesWithin(one.Start, one.Length)) is { Length: > 0 } found ? finding with { ExemptedBy = found.Id } : finding)
                .OrderBy(finding => finding.Start).ThenByDescending(finding => finding.Severity),
        ];
    }

    /// <summary>The gravest of the findings that count; null: it may go out.</summary>
    public static Severity? Verdict(IEnumerable<ComplianceFinding> findings) => findings.Where(finding => finding.Counts).Max(finding => (Severity?)finding.Severity);

    private static ComplianceFinding FindingOf(BrandPhrase phrase, int start, int length) =>
        new(phrase.PhraseId.ToString(), Category, Enum.Parse<Severity>(phrase.Severity, ignoreCase: true), start, length, phrase.Advice) { Evidence = phrase.Reason, Rewording = phrase.Rewording };
}
