using Steward.Kernel;
using Steward.Moderation.Rules.Versions;

namespace Steward.Moderation.Rules.WordLists;

internal enum WordListFormat
{
    /// <summary>One word a line, # comments.</summary>
    Lines,

    /// <summary>Columns between tabs, named in the first line; quotes are text.</summary>
    Tsv,

    /// <summary>Columns between commas, named in the first line; quotes as in RFC 4180, but a record is one line.</summary>
    Csv,
}

/// <summary>What a list of words is for.</summary>
/// <param name="RuleId">The rule that words of the default class and severity go into.</param>
/// <param name="KeepValid">Whether right lines are kept when others are wrong.</param>
/// <param name="Replace">Whether the rules that the list fills lose the words that they had.</param>
internal sealed record WordListHeader(RuleScope Scope, WordListFormat Format, string RuleId, string OffenceClass, Severity Severity, bool KeepValid, bool Replace, string Reason, string By)
{
    /// <summary>What is wrong with it, or null.</summary>
    public Problem? Wrong()
    {
        var errors = RuleSetCheck.ErrorsOf(new RuleSet { Rules = [new Kinds.KeywordRule { RuleId = RuleId, OffenceClass = OffenceClass, Terms = [new Kinds.Term("x")] }] });
        return errors.Count > 0 ? RuleProblems.WordListWrong($"{errors[0].Field["rules[0].".Length..]} {errors[0].Message}.") : RuleProblems.OfReason(Reason);
    }

    /// <summary>The rule for words of a class and severity.</summary>
    public string RuleFor(string offenceClass, Severity severity) => offenceClass == OffenceClass && severity == Severity ? RuleId : $"{RuleId}.{offenceClass}.{SeverityName.Of(severity)}";

    /// <summary>Whether a rule is one that lists of this name fill.</summary>
    public bool Fills(string ruleId) => ruleId == RuleId || ruleId.StartsWith($"{RuleId}.", StringComparison.Ordinal);
}

/// <summary>Something about a line of a list.</summary>
/// <param name="FirstLine">Where the word stands already; 0: in the rules.</param>
internal sealed record LineNote(int Line, string Text, int FirstLine = 0);

/// <summary>What became of a list.</summary>
/// <param name="Version">The draft that holds its words; 0: it was refused.</param>
internal sealed record WordListReport(int Version, int Lines, int Added, Notes Duplicates, Notes Conflicts, Notes Errors);

/// <summary>Notes of one sort: all are counted, the first ones kept.</summary>
internal sealed class Notes
{
    public const int Kept = 100;
    private readonly List<LineNote> _first = [];

    public int Count { get; private set; }

    public IReadOnlyList<LineNote> First => _first;

    public void Add(LineNote note)
    {
        Count++;
        if (_first.Count < Kept) { _first.Add(note); }
    }
}
