using System.Text;
using Steward.Content.Inheritance;
using Steward.Content.Knowledge.Entries;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Knowledge.Files;

/// <summary>A base's own entries as a file that can be imported again: then nothing changes. What a brand inherits is not among them; imported it would be its own.</summary>
internal sealed class ExportFile(Database database)
{
    /// <param name="scope">Whose base.</param>
    /// <param name="format">One of <see cref="ReadFile.Formats"/>.</param>
    /// <param name="search">As for the list of entries.</param>
    /// <param name="states">Likewise.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>The file: tables with a byte-order mark, so that spreadsheets read Chinese.</returns>
    public async Task<Result<byte[]>> HandleAsync(ContentScope scope, string format, string search, IReadOnlyCollection<string> states, CancellationToken ct)
    {
        if (!ReadFile.Formats.Contains(format)) { return KnowledgeProblems.WrongFile("format", $"must be one of {string.Join(", ", ReadFile.Formats)}."); }

        await using var transaction = await database.BeginAsync(scope.Brands, ct);
        var entries = await new StoredEntries(scope, transaction).AllAsync(states, ListKnowledge.Pattern(search), ct);
        return format == ReadFile.Markdown
            ? Encoding.UTF8.GetBytes(MarkdownFile.Write(entries))
            : [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(TableFile.Write(entries, format == ReadFile.Tsv ? '\t' : ','))];
    }
}
