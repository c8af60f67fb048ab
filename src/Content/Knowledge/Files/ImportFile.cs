using Steward.Content.Inheritance;
using Steward.Content.Knowledge.Entries;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Knowledge.Files;

/// <summary>Imports a file of entries: the good lines as one change, with what is wrong or there already told by line. A dry run tells the same and keeps nothing.</summary>
internal sealed class ImportFile(Database database, EntryPictures pictures, TimeProvider clock)
{
    private const int AtOnce = 1000;

    /// <param name="scope">Whose base.</param>
    /// <param name="format">One of <see cref="ReadFile.Formats"/>.</param>
    /// <param name="dryRun">Whether nothing is kept.</param>
    /// <param name="pieces">The file, cut anyhow.</param>
    /// <param name="by">Who imports it.</param>
    /// <param name="leads">Whether they may approve.</param>
    /// <param name="progress">Told how many of the entries that change are stored, and how many there are.</param>
    /// <param name="ct">Gives up; nothing is kept.</param>
    public async Task<Result<Report>> HandleAsync(ContentScope scope, string format, bool dryRun, IAsyncEnumerable<ReadOnlyMemory<byte>> pieces, string by, bool leads, Func<int, int, Task> progress, CancellationToken ct)
    {
        if (!ReadFile.Formats.Contains(format)) { return KnowledgeProblems.WrongFile("format", $"must be one of {string.Join(", ", ReadFile.Formats)}."); }

        using var bytes = new MemoryStream();
        await foreach (var piece in pieces.WithCancellation(ct))
        {
            if (bytes.Length + piece.Length > ReadFile.MaxBytes) { return KnowledgeProblems.WrongFile("size", $"has more than {ReadFile.MaxBytes / 1024 / 1024} MB; split it."); }

            await bytes.WriteAsync(piece, ct);
        }

        var read = ReadFile.Read(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), format);
        if (read.Failed) { return read.Problem; }

        var known = await pictures.KnownAsync(scope, read.Value.Entries.SelectMany(row => FileAttachments.Read(row.Cell(FileColumns.Attachments) ?? "", [])), ct);
        if (known.Failed) { return known.Problem; }

        await using var transaction = await database.BeginAsync(scope.Brands, ct);
        var stored = new StoredEntries(scope, transaction);
        await stored.TakeTurnAsync(ct);
        var import = FileImport.Of(scope.Brand, read.Value.Entries, await stored.AllAsync([], "", ct), known.Value, leads);
        var report = new Report(read.Value.Entries.Count, read.Value.Encoding, import);
        if (dryRun) { return report; }

        var done = 0;
        foreach (var part in import.Changed.Chunk(AtOnce))
        {
            await stored.StoreAsync([.. part.Select(entry => entry with { ChangedBy = by, ChangedAt = clock.GetUtcNow() })], matters: true, ct);
            done += part.Length;
            await progress(done, import.Changed.Count);
        }

        await transaction.CommitAsync(ct);
        return report;
    }

    /// <summary>What was read, in which encoding, and what became of it.</summary>
    internal sealed record Report(int Entries, string Encoding, FileImport Import);
}
