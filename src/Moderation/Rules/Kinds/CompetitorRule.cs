namespace Steward.Moderation.Rules.Kinds;

/// <summary>Competitors' names and sites. Naming one is ordinarily no offence: let it be a hint, and sharpen it for newcomers.</summary>
internal sealed record CompetitorRule : Rule, ITermRule
{
    public const string Kind = "competitor";
    private IReadOnlyList<Term>? _terms;

    public override string KindName => Kind;

    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Their sites; a domain covers its subdomains.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>The names, Latin ones standing alone: ASUS is not in pegasus.</summary>
    IReadOnlyList<Term> ITermRule.Terms => _terms ??= [.. Names.Select(name => new Term(name) { Word = true })];

    public override void Check(RuleCheck check)
    {
        if (Names.Count == 0 && Domains.Count == 0) { check.Error("names", "or domains must not be empty"); }

        for (var i = 0; i < Names.Count; i++) { check.Word($"names[{i}]", Names[i]); }

        for (var i = 0; i < Domains.Count; i++) { check.DomainName($"domains[{i}]", Domains[i]); }
    }

    public override IMessageMatch? Compile() => Domains.Count == 0 ? null : new Match(new DomainList(Domains));

    private sealed class Match(DomainList domains) : IMessageMatch
    {
        private readonly LinkFinder _finder = new(domains.TopLevels);

        public bool TryMatch(in Subject subject, out Place place)
        {
            ReadOnlySpan<char> text = subject.Message.Text;
            Span<char> folded = stackalloc char[Domain.Longest];
            var from = 0;
            while (_finder.TryNext(text, ref from, out var host))
            {
                var (start, length) = host.GetOffsetAndLength(text.Length);
                if (!domains.Covers(HostFolding.Spell(text.Slice(start, length), folded))) { continue; }

                place = new Place(start, length);
                return true;
            }

            place = default;
            return false;
        }
    }
}
