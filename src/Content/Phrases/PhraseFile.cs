using System.Globalization;
using Steward.Content.Knowledge.Files;
using Steward.Kernel;
using Wire = Steward.Contracts.Content.V1;

namespace Steward.Content.Phrases;

/// <summary>What becomes of a file of canned phrases. Pure. A line is the phrase that has its shortcut, or a new one.</summary>
/// <param name="Rows">How many lines it has beside the header.</param>
/// <param name="Encoding">In which it was read.</param>
/// <param name="Changed">Those that are new or other than they stand, by line, as their next versions.</param>
/// <param name="Unchanged">How many stand as the file has them.</param>
/// <param name="Duplicates">Lines that say again what an earlier one says.</param>
/// <param name="Errors">What is wrong with lines that are left out.</param>
internal sealed record PhraseFile(
    int Rows, string Encoding, IReadOnlyList<(int Line, CannedPhrase Phrase)> Changed, int Unchanged, IReadOnlyList<FileNote> Duplicates, IReadOnlyList<FileNote> Errors)
{
    public const int MaxBytes = 2 * 1024 * 1024;
    private const string Row = "row";
    private const string DefaultLanguage = "zh-CN";

    /// <summary>How many of the changed ones are new.</summary>
    public int Added => Changed.Count(one => one.Phrase.Version == 1);

    /// <param name="brand">Whose; nobody: the agency's.</param>
    /// <param name="bytes">The file: a table with a header line, in whatever encoding a spreadsheet saves.</param>
    /// <param name="standing">Those that are the scope's own.</param>
    public static Result<PhraseFile> Read(BrandId brand, ReadOnlySpan<byte> bytes, IReadOnlyCollection<CannedPhrase> standing)
    {
        if (bytes.Length > MaxBytes) { return PhraseProblems.WrongFile("size", $"has more than {MaxBytes / 1024 / 1024} MB; split it."); }

        if (FileText.Read(bytes) is not var (text, encoding)) { return PhraseProblems.WrongFile("encoding", "is neither UTF-8 nor UTF-16 nor GB18030; save it as UTF-8."); }

        var rows = DelimitedText.Read(text, DelimitedText.DelimiterOf(text)).ToList();
        string?[] columns = rows is [var header, ..] ? [.. header.Cells.Select(PhraseColumns.Of)] : [];
        return columns.Contains(PhraseColumns.Shortcut) && columns.Contains(PhraseColumns.Text)
            ? Of(brand, rows.Skip(1), columns, standing) with { Encoding = encoding }
            : PhraseProblems.WrongFile("header", $"must begin with a line that names its columns, of which shortcut and text are two; there are {string.Join(", ", PhraseColumns.All)}.");
    }

    private static PhraseFile Of(BrandId brand, IEnumerable<TextLine> rows, string?[] columns, IReadOnlyCollection<CannedPhrase> standing)
    {
        var known = standing.ToDictionary(phrase => phrase.Shortcut, StringComparer.Ordinal);
        var (changed, duplicates, errors, lines) = (new List<(int, CannedPhrase)>(), new List<FileNote>(), new List<FileNote>(), new Dictionary<string, int>());
        var (count, unchanged, room) = (0, 0, StoredPhrases.Most - standing.Count);
        foreach (var row in rows)
        {
            count++;
            var (phrase, fault) = PhraseOf(brand, row, columns, known);
            if (phrase is null) { errors.Add(new FileNote(row.Line, fault.Field, fault.Message)); }
            else if (!lines.TryAdd(phrase.Shortcut, row.Line)) { duplicates.Add(new FileNote(row.Line, PhraseColumns.Shortcut, "has the shortcut of an earlier line.", lines[phrase.Shortcut])); }
            else if (known.TryGetValue(phrase.Shortcut, out var stands))
            {
                if (stands.SaysAs(phrase)) { unchanged++; }
                else { changed.Add((row.Line, phrase with { Version = stands.Version + 1 })); }
            }
            else if (--room < 0) { errors.Add(new FileNote(row.Line, Row, $"There are at most {StoredPhrases.Most} phrases.")); }
            else { changed.Add((row.Line, phrase with { Version = 1 })); }
        }

        return new PhraseFile(count, "", changed, unchanged, duplicates, errors);
    }

    private static (CannedPhrase? Phrase, (string Field, string Message) Fault) PhraseOf(BrandId brand, TextLine row, string?[] columns, Dictionary<string, CannedPhrase> known)
    {
        if (row.Open) { return (null, (Row, "cannot be read: a quote in it does not end.")); }

        var cells = columns.Zip(row.Cells).Where(cell => cell.First is not null).DistinctBy(cell => cell.First).ToDictionary(cell => cell.First!, cell => DelimitedText.Unguard(cell.Second).Trim());
        var shortcut = CannedPhrase.ShortcutOf(cells.GetValueOrDefault(PhraseColumns.Shortcut, ""));
        var stands = known.GetValueOrDefault(shortcut);
        var step = cells.GetValueOrDefault(PhraseColumns.Step, "");
        var number = 0;
        if (step.Length > 0 && !int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out number)) { return (null, (PhraseColumns.Step, $"must be 0 to {CannedPhrase.MostSteps}.")); }

        // What the file has no column for stays as it stands.
        var read = CannedPhrase.Read(new Wire.CannedPhrase
        {
            PhraseId = (stands?.PhraseId ?? DerivedId.Of(brand.Value, "canned-phrase", shortcut)).ToString(), Shortcut = shortcut, Text = cells.GetValueOrDefault(PhraseColumns.Text, ""),
            Title = cells.GetValueOrDefault(PhraseColumns.Title, "") is { Length: > 0 } title ? title : stands?.Title ?? shortcut.TrimStart('/'),
            Category = cells.GetValueOrDefault(PhraseColumns.Category, stands?.Category ?? ""), PlaybookHint = cells.GetValueOrDefault(PhraseColumns.Hint, stands?.PlaybookHint ?? ""),
            Language = cells.GetValueOrDefault(PhraseColumns.Language, "") is { Length: > 0 } language ? language : stands?.Language ?? DefaultLanguage, PlaybookStep = columns.Contains(PhraseColumns.Step) ? number : stands?.PlaybookStep ?? 0,
        });
        return read.Failed ? (null, (read.Problem.Field!.Replace("phrase.", "", StringComparison.Ordinal), read.Problem.Message)) : (read.Value, default);
    }
}
