using Steward.Cli.Moderation;
using Steward.Content.Knowledge;
using Steward.Content.Knowledge.Matching;
using Steward.Kernel;

namespace Steward.Cli.Knowledge;

/// <summary>Knowledge bases and questions from TSV or CSV files with a header line; columns count by their place, whatever they are called.</summary>
internal static class KnowledgeFiles
{
    /// <summary>What stands in the place of an entry where no entry answers.</summary>
    private const string None = "-";

    /// <summary>Reads a base: id, question, paraphrases divided by |, and perhaps an answer.</summary>
    /// <exception cref="UserException">The file or a row of it is wrong.</exception>
    public static IReadOnlyList<KnowledgeEntry> ReadBase(FileInfo file)
    {
        var entries = Rows(file, 2).Select(row => new KnowledgeEntry
        {
            EntryId = IdOf(row[0]),
            Question = row[1],
            Paraphrases = row.Count > 2 ? row[2].Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [],
            Answer = row.Count > 3 ? row[3] : "",
        }).ToArray();
        if (entries.GroupBy(entry => entry.EntryId).FirstOrDefault(group => group.Count() > 1) is { } twice) { throw new UserException($"{file.Name} has two entries of one id: '{twice.First().Question}' and '{twice.Last().Question}'."); }

        return entries.Length > 0 ? entries : throw new UserException($"{file.Name} has no entries.");
    }

    /// <summary>Reads questions: id of the entry that answers or -, kind, question.</summary>
    /// <exception cref="UserException">The file or a row of it is wrong.</exception>
    public static IReadOnlyList<TestQuestion> ReadQuestions(FileInfo file, IReadOnlyList<KnowledgeEntry> entries)
    {
        var known = entries.Select(entry => entry.EntryId).ToHashSet();
        var questions = Rows(file, 3).Select(row =>
            row[0] == None || known.Contains(IdOf(row[0])) ? new TestQuestion(row[1], new JudgedQuestion(row[2], row[0] == None ? null : IdOf(row[0])))
                : throw new UserException($"{file.Name}: the base has no entry '{row[0]}', which is to answer '{row[2]}'; write - where none does.")).ToArray();
        return questions.Length > 0 ? questions : throw new UserException($"{file.Name} has no questions.");
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(FileInfo file, int columns)
    {
        if (!file.Exists) { throw new UserException($"There is no file {file.FullName}."); }

        using var table = TextTable.Open(file);
        if (table.Columns.Count < columns) { throw new UserException($"{file.Name} must be a .tsv or .csv file with a header line and {columns} columns or more; it has {table.Columns.Count}."); }

        foreach (var row in table.Rows()) { yield return row.Error is { } error ? throw new UserException($"{file.Name}, line {row.Line}: {error}.") : row.Fields; }
    }

    private static Guid IdOf(string id) => Guid.TryParse(id, out var guid) ? guid : DerivedId.Of(Guid.Empty, "knowledge-file", id);
}
