using Steward.Kernel;

namespace Steward.Content.Knowledge.Files;

/// <summary>Reads a file of entries, whatever format and encoding it is in.</summary>
internal static class ReadFile
{
    public const string Csv = "csv";
    public const string Tsv = "tsv";
    public const string Markdown = "md";
    public const int MaxBytes = 16 * 1024 * 1024;
    public const int MaxEntries = 20_000;

    public static IReadOnlyList<string> Formats { get; } = [Csv, Tsv, Markdown];

    /// <summary>Its entries and the name of its encoding; or the problem that it is none.</summary>
    public static Result<(IReadOnlyList<FileEntry> Entries, string Encoding)> Read(ReadOnlySpan<byte> bytes, string format)
    {
        if (FileText.Read(bytes) is not var (text, encoding)) { return KnowledgeProblems.WrongFile("encoding", "is neither UTF-8 nor UTF-16 nor GB18030; save it as UTF-8."); }

        var entries = format == Markdown ? MarkdownFile.Read(text) : TableFile.Read(text, format == Tsv ? '\t' : DelimitedText.DelimiterOf(text));
        return entries switch
        {
            null when format == Markdown => KnowledgeProblems.WrongFile("header", "has no heading: a question is a line that begins with ##."),
            null => KnowledgeProblems.WrongFile("header", $"must begin with a line that names its columns, of which question and answer are two; there are {string.Join(", ", FileColumns.All)}."),
            { Count: > MaxEntries } => KnowledgeProblems.WrongFile("size", $"has more than {MaxEntries} entries; split it."),
            _ => (entries, encoding),
        };
    }
}
