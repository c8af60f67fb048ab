using Steward.Content.Knowledge.Entries;
using Steward.Kernel;
using Wire = Steward.Contracts.Content.V1;

namespace Steward.Content.Knowledge.Files;

/// <summary>What is to be said about a line of a file.</summary>
/// <param name="Line">Its number, from 1 on.</param>
/// <param name="Field">The column in question; <c>row</c>: the whole of it.</param>
/// <param name="Message">What is wrong, in English.</param>
/// <param name="FirstLine">Of a duplicate: the line that stands for it; 0: an entry of the base does.</param>
internal sealed record FileNote(int Line, string Field, string Message, int FirstLine = 0);

/// <summary>What becomes of a file of entries. Pure: who reads a file twice gets the same twice.</summary>
/// <param name="Changed">Those that are new or other than they stand, as their next versions.</param>
/// <param name="Added">How many of them are new.</param>
/// <param name="Unchanged">How many stand as the file has them.</param>
/// <param name="Duplicates">Lines that say what another one, or another entry of the base, says already; they are left out.</param>
/// <param name="Errors">What is wrong with lines that are left out; several notes of a line follow one another.</param>
internal sealed record FileImport(IReadOnlyList<KnowledgeEntry> Changed, int Added, int Unchanged, IReadOnlyList<FileNote> Duplicates, IReadOnlyList<FileNote> Errors)
{
    /// <param name="brand">Whose base; nobody: the agency's.</param>
    /// <param name="file">The file.</param>
    /// <param name="standing">All entries of the base.</param>
    /// <param name="pictures">Pictures that the entries may name.</param>
    /// <param name="leads">Whether who imports may approve.</param>
    public static FileImport Of(BrandId brand, IReadOnlyList<FileEntry> file, IReadOnlyCollection<KnowledgeEntry> standing, IReadOnlySet<Guid> pictures, bool leads)
    {
        var (known, byQuestion, folded) = (standing.ToDictionary(entry => entry.EntryId), new Dictionary<string, Guid>(), new Dictionary<string, Guid>());
        foreach (var entry in standing.OrderBy(entry => entry.EntryId))
        {
            byQuestion.TryAdd(entry.Question, entry.EntryId);
            folded.TryAdd(TextFold.Fold(entry.Question), entry.EntryId);
        }

        var (given, duplicates, errors) = (new List<GivenEntry>(), new List<FileNote>(), new List<FileNote>());
        var (ids, questions) = (new Dictionary<Guid, int>(), new Dictionary<string, int>());
        foreach (var row in file)
        {
            var (entry, faults) = Read(row, pictures, question => byQuestion.TryGetValue(question, out var id) ? id : DerivedId.Of(brand.Value, "knowledge-entry", question));
            if (entry is null)
            {
                errors.AddRange(faults.Select(fault => new FileNote(row.Line, fault.Field, fault.Message)));
                continue;
            }

            var question = TextFold.Fold(entry.Question);
            if (ids.TryGetValue(entry.EntryId, out var first)) { duplicates.Add(new FileNote(row.Line, FileColumns.Id, "stands for the same entry as an earlier line.", first)); }
            // What stands under its own id is no duplicate, whatever else the base has.
            else if (!known.ContainsKey(entry.EntryId) && (questions.TryGetValue(question, out first) || folded.ContainsKey(question)))
            {
                duplicates.Add(new FileNote(row.Line, FileColumns.Question, first > 0 ? "asks what an earlier line asks." : "asks what another entry of the base asks.", first));
            }
            else
            {
                ids.Add(entry.EntryId, row.Line);
                questions.TryAdd(question, row.Line);
                given.Add(entry);
            }
        }

        var changed = ImportEntries.Changed(given, known, leads).ToArray();
        return new FileImport(changed, changed.Count(entry => entry.Version == 1), given.Count - changed.Length, duplicates, errors);
    }

    private static (GivenEntry? Entry, IReadOnlyList<(string Field, string Message)> Faults) Read(FileEntry row, IReadOnlySet<Guid> pictures, Func<string, Guid> idOf)
    {
        if (row.Fault is { } fault) { return (null, [("row", $"cannot be read: {fault}.")]); }

        var question = EntryCheck.Plain(row.Cell(FileColumns.Question) ?? "");
        var wire = new Wire.KnowledgeEntry
        {
            EntryId = row.Cell(FileColumns.Id) is { Length: > 0 } id ? id : idOf(question).ToString(), Question = question, Answer = row.Cell(FileColumns.Answer) ?? "", Paraphrases = { row.Paraphrases ?? [] },
            State = row.Cell(FileColumns.State) ?? "", Owner = row.Cell(FileColumns.Owner) ?? "", Source = row.Cell(FileColumns.Source) ?? "",
        };
        var faults = new List<(string, string)>();
        var (from, until) = (Moment(FileColumns.ValidFrom), Moment(FileColumns.ValidUntil));
        if (from >= until) { faults.Add((FileColumns.ValidUntil, "valid_until must be after valid_from.")); }

        var attachments = row.Cell(FileColumns.Attachments) is { } cell ? FileAttachments.Read(cell, faults) : null;
        faults.AddRange(EntryPictures.Missing(attachments, pictures));
        var (entry, wrong) = EntryCheck.Read(wire);
        faults.AddRange(wrong);
        if (entry is null || faults.Count > 0) { return (null, faults); }

        // A cell that is there and empty takes away what stood; without the column it stays.
        return (entry with { Owner = row.Cell(FileColumns.Owner), Source = row.Cell(FileColumns.Source), Attachments = attachments, ValidFrom = from, ValidUntil = until, SaysValidity = row.Cell(FileColumns.ValidFrom) is not null || row.Cell(FileColumns.ValidUntil) is not null }, []);

        DateTimeOffset? Moment(string column)
        {
            if (row.Cell(column) is not { Length: > 0 } text) { return null; }

            if (FileMoment.TryRead(text, out var moment)) { return moment; }

            faults.Add((column, $"{column} must be a moment such as 2026-12-31T23:59:00+08:00, or a day."));
            return null;
        }
    }
}
