using System.Globalization;
using System.Text;
using Steward.Moderation.Rules.Kinds;

namespace Steward.Moderation.Rules.WordLists;

/// <summary>Reads a list of words line by line into rules. Pure: a list and the rules before it always give the same rules and the same report.</summary>
internal sealed class WordList
{
    public const int MostLines = 1_000_000;
    private static readonly string[] Columns = ["term", "offence_class", "severity", "skip", "word", "exclude", "variants"];
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private readonly WordListHeader _header;
    private readonly RuleSet _before;
    private readonly Dictionary<string, (Meaning Meaning, int Line)> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string OffenceClass, Severity Severity, List<Term> Terms)> _rules = new(StringComparer.Ordinal);
    private readonly (Notes Duplicates, Notes Conflicts, Notes Errors) _notes = (new(), new(), new());
    private int[]? _columns;
    private int _added;

    public WordList(WordListHeader header, RuleSet before)
    {
        _header = header;
        _before = header.Replace ? before with { Rules = [.. before.Rules.Where(rule => !(rule is KeywordRule && header.Fills(rule.RuleId)))] } : before;
        foreach (var rule in _before.Rules.OfType<KeywordRule>())
        {
            foreach (var term in rule.Terms) { _known.TryAdd(Matching.SymbolTable.OfRules.Fold(term.Text), (Meaning.Of(rule.OffenceClass, rule.Severity, term), 0)); }
        }
    }

    public int Lines { get; private set; }

    /// <summary>Takes the next line, without its end.</summary>
    public void Add(ReadOnlySpan<byte> utf8)
    {
        if (++Lines > MostLines)
        {
            if (Lines == MostLines + 1) { Error($"is more than {MostLines} lines; split the list"); }

            return;
        }

        string line;
        try
        {
            line = Utf8.GetString(utf8).TrimEnd('\r').TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            Error("is not UTF-8; save the list in that encoding");
            return;
        }

        if (string.IsNullOrWhiteSpace(line) || (_header.Format == WordListFormat.Lines && line[0] == '#')) { return; }

        if (_header.Format == WordListFormat.Lines) { Word(line.Trim(), _header.OffenceClass, _header.Severity, null); }
        else if (_columns is null) { Head(Fields(line)); }
        else if (Fields(line) is var fields && fields is null) { Error("has a quote that does not end"); }
        else { Row(fields, _columns); }
    }

    /// <summary>A line that could not even be held.</summary>
    public void AddTooLong()
    {
        Lines++;
        Error("is longer than a line of a list can be");
    }

    /// <summary>The rules with the list in them, and what is to be said of it.</summary>
    /// <returns>No rules when the list is refused.</returns>
    public (RuleSet? Rules, WordListReport Report) Finish()
    {
        if (_header.Format != WordListFormat.Lines && _columns is null && _notes.Errors.Count == 0) { Error("is missing: the first line names the columns, of which term is one"); }

        var report = new WordListReport(0, Lines, _added, _notes.Duplicates, _notes.Conflicts, _notes.Errors);
        if (_added == 0 || (!_header.KeepValid && _notes.Errors.Count + _notes.Conflicts.Count > 0)) { return (null, report); }

        var rules = _before.Rules.ToList();
        foreach (var (ruleId, (offenceClass, severity, terms)) in _rules)
        {
            var at = rules.FindIndex(rule => rule.RuleId == ruleId);
            if (at < 0) { rules.Add(new KeywordRule { RuleId = ruleId, OffenceClass = offenceClass, Severity = severity, Terms = terms }); }
            else if (rules[at] is KeywordRule known) { rules[at] = known with { Terms = [.. known.Terms, .. terms] }; }
        }

        return (_before with { Rules = rules }, report);
    }

    private void Head(string[]? names)
    {
        var places = Columns.Select(column => Array.FindIndex(names ?? [], name => name.Trim() == column)).ToArray();
        var unknown = names?.FirstOrDefault(name => !Columns.Contains(name.Trim()));
        if (places[0] < 0) { Error($"names no column term; the columns are {string.Join(", ", Columns)}"); }
        else if (unknown is not null) { Error($"names a column '{unknown}' that there is not; the columns are {string.Join(", ", Columns)}"); }

        // Without a head the rows mean nothing: everything after it would be an error that is none.
        _columns = places[0] < 0 ? [] : places;
    }

    private void Row(string[] fields, int[] columns)
    {
        if (columns.Length == 0) { return; }

        string Field(int column) => columns[column] >= 0 && columns[column] < fields.Length ? fields[columns[column]].Trim() : string.Empty;

        if (!SeverityName.TryRead(Field(2), out var severity))
        {
            Error($"has the severity '{Field(2)}'; it must be one of {SeverityName.All}");
            return;
        }

        var skip = 0;
        if (Field(3).Length > 0 && !int.TryParse(Field(3), NumberStyles.None, CultureInfo.InvariantCulture, out skip))
        {
            Error($"has the skip '{Field(3)}'; it must be a number from 0 to {Term.MostSkip}");
            return;
        }

        if (Flag(Field(4), false) is not { } word || Flag(Field(6), true) is not { } variants)
        {
            Error("has a word or variants that is neither true nor false");
            return;
        }

        var term = new Term(Field(0)) { Skip = skip, Word = word, Variants = variants, Exclude = Field(5).Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) };
        Word(term.Text, Field(1).Length > 0 ? Field(1) : _header.OffenceClass, Field(2).Length > 0 ? severity : _header.Severity, term);
    }

    private static bool? Flag(string field, bool otherwise) => field switch { "" => otherwise, "true" or "1" => true, "false" or "0" => false, _ => null };

    private void Word(string text, string offenceClass, Severity severity, Term? written)
    {
        var term = written ?? new Term(text);
        var errors = new List<RuleError>();
        term.Check(new RuleCheck("line", errors), "term");
        if (!OffenceClass.All.Contains(offenceClass)) { errors.Add(new RuleError("line.offence_class", $"'{offenceClass}' must be one of {OffenceClass.Names}")); }

        var ruleId = _header.RuleFor(offenceClass, severity);
        if (errors.Count == 0 && _before.Rules.FirstOrDefault(rule => rule.RuleId == ruleId) is { } there && (there is not KeywordRule || there.OffenceClass != offenceClass || there.Severity != severity))
        {
            errors.Add(new RuleError("line.rule", $"'{ruleId}' exists already as {there.KindName}, {there.OffenceClass}, {SeverityName.Of(there.Severity)}; name another rule for the list"));
        }

        if (errors.Count > 0)
        {
            foreach (var error in errors) { Error($"{error.Field["line.".Length..]} {error.Message}"); }

            return;
        }

        var (folded, meaning) = (Matching.SymbolTable.OfRules.Fold(text), Meaning.Of(offenceClass, severity, term));
        if (_known.TryGetValue(folded, out var first))
        {
            var same = first.Meaning == meaning;
            (same ? _notes.Duplicates : _notes.Conflicts).Add(new LineNote(Lines, same ? text : $"{text}: {meaning} here, {first.Meaning} before", first.Line));
            return;
        }

        _known[folded] = (meaning, Lines);
        if (!_rules.TryGetValue(ruleId, out var rule)) { _rules[ruleId] = rule = (offenceClass, severity, []); }

        rule.Terms.Add(term);
        _added++;
    }

    private void Error(string message) => _notes.Errors.Add(new LineNote(Lines, message));

    private string[]? Fields(string line) => _header.Format == WordListFormat.Tsv ? line.Split('\t') : CsvFields(line);

    private static string[]? CsvFields(string line)
    {
        var (fields, field, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var at = 0; at < line.Length; at++)
        {
            switch (line[at])
            {
                case '"' when quoted && at + 1 < line.Length && line[at + 1] == '"':
                    field.Append('"');
                    at++;
                    break;
                case '"' when quoted || field.Length == 0: quoted = !quoted; break;
                case ',' when !quoted:
                    fields.Add(field.ToString());
                    field.Clear();
                    break;
                default: field.Append(line[at]); break;
            }
        }

        return quoted ? null : [.. fields, field.ToString()];
    }

    /// <summary>What a word is taken for: two lines that say the same of a word are one, two that do not are in conflict.</summary>
    private sealed record Meaning(string OffenceClass, Severity Severity, int Skip, bool Word, bool Variants, string Exclude)
    {
        public static Meaning Of(string offenceClass, Severity severity, Term term) => new(offenceClass, severity, term.Skip, term.Word, term.Variants, string.Join('|', term.Exclude));

        public override string ToString() => $"{OffenceClass} {SeverityName.Of(Severity)}{(Skip > 0 ? $" skip {Skip}" : "")}{(Word ? " word" : "")}{(Variants ? "" : " exact")}{(Exclude.Length > 0 ? $" except {Exclude}" : "")}";
    }
}
