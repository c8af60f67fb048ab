using Steward.Moderation.Classification;

namespace Steward.Cli.Moderation;

/// <summary>A file of judged texts, and how to read its judgement.</summary>
/// <param name="File">Read as a stream.</param>
/// <param name="Label">What its texts are judged for: typed as <c>LABEL@FILE</c>, otherwise what the command is about.</param>
/// <param name="Always">All rows deserve the label (true), none does (false), or its column says so (null): typed as <c>FILE=1</c>, <c>FILE=0</c>, <c>FILE</c>.</param>
internal sealed record LabelledFile(FileInfo File, string Label, bool? Always)
{
    private static readonly string[] Yes = ["1", "true", "yes", "spam", "是"];
    private static readonly string[] No = ["0", "false", "no", "ham", "", "否"];

    /// <param name="typed">As on the command line.</param>
    /// <param name="label">What texts are judged for where the file does not say so.</param>
    public static LabelledFile Parse(string typed, string label)
    {
        foreach (var named in Steward.Moderation.Classification.Label.All.Where(named => typed.StartsWith($"{named}@", StringComparison.Ordinal))) { (typed, label) = (typed[(named.Length + 1)..], named); }

        var always = typed.EndsWith("=1", StringComparison.Ordinal) ? true : typed.EndsWith("=0", StringComparison.Ordinal) ? false : (bool?)null;
        var file = new FileInfo(always is null ? typed : typed[..^2]);
        return file.Exists ? new LabelledFile(file, label, always) : throw new UserException($"There is no file {file.FullName}.");
    }

    /// <summary>Its samples, as they are read; rows that cannot be read are told.</summary>
    /// <param name="textColumn">Column of the text.</param>
    /// <param name="labelColumn">Column of the judgement: 1, true, yes or the label's own name; 0, false, no.</param>
    /// <param name="passedOver">Told line and reason of each row that is not a sample.</param>
    /// <param name="readTo">Told how many bytes have been read.</param>
    public IEnumerable<Sample> Read(string textColumn, string labelColumn, Action<long, string> passedOver, Action<long> readTo)
    {
        using var table = Always is null ? TextTable.Open(File, textColumn, labelColumn) : TextTable.Open(File, textColumn);
        var (textAt, labelAt) = (table.IndexOf(textColumn), table.IndexOf(labelColumn));
        foreach (var row in table.Rows())
        {
            if (row.Line % 1000 == 0) { readTo(table.Position); }

            if (row.Error is not null)
            {
                passedOver(row.Line, row.Error);
                continue;
            }

            var text = row.Fields[textAt];
            if (string.IsNullOrWhiteSpace(text))
            {
                passedOver(row.Line, "no text");
            }
            else if ((Always ?? Judged(row.Fields[labelAt], Label)) is { } judged)
            {
                yield return new Sample(text, Label, judged);
            }
            else
            {
                passedOver(row.Line, $"'{row.Fields[labelAt]}' in column {labelColumn} is neither 1 nor 0");
            }
        }
    }

    private static bool? Judged(string value, string label) =>
        value.Equals(label, StringComparison.OrdinalIgnoreCase) || Yes.Contains(value, StringComparer.OrdinalIgnoreCase) ? true
        : No.Contains(value, StringComparer.OrdinalIgnoreCase) ? false
        : null;
}
