namespace Steward.Console.Shared;

/// <summary>One page of a list, as every list rpc answers it.</summary>
public sealed record Page<T>(IReadOnlyList<T> Rows, string Next, int Total);

/// <summary>The rows of a list that are loaded so far, and the token for more.</summary>
public sealed class Pages<T>(Func<string, int, CancellationToken, Task<Page<T>>> read)
{
    private const int PageSize = 100;
    private const int ExportPageSize = 500;
    private int _reads;

    /// <summary>Loaded so far.</summary>
    public IReadOnlyList<T> Rows { get; private set; } = [];

    /// <summary>How many there are in all.</summary>
    public int Total { get; private set; }

    /// <summary>Whether there are more to load.</summary>
    public bool More => Next.Length > 0;

    /// <summary>Whether a first answer has come.</summary>
    public bool Loaded { get; private set; }

    private string Next { get; set; } = "";

    /// <summary>Reads the first page anew; an answer that a later question has overtaken is dropped.</summary>
    public async Task RestartAsync(CancellationToken ct)
    {
        var mine = ++_reads;
        var page = await read("", PageSize, ct);
        if (mine != _reads) { return; }

        (Rows, Next, Total, Loaded) = (page.Rows, page.Next, page.Total, true);
    }

    /// <summary>Adds the next page.</summary>
    public async Task MoreAsync(CancellationToken ct)
    {
        if (!More) { return; }

        var mine = ++_reads;
        var page = await read(Next, PageSize, ct);
        if (mine != _reads) { return; }

        (Rows, Next, Total) = ([.. Rows, .. page.Rows], page.Next, page.Total);
    }

    /// <summary>Puts a changed row in the place of its older self.</summary>
    public void Replace(Func<T, bool> which, T row) => Rows = [.. Rows.Select(old => which(old) ? row : old)];

    /// <summary>Every row of the list, for an export; at most <see cref="CsvFile.MaxRows"/>.</summary>
    public async Task<IReadOnlyList<T>> AllAsync(CancellationToken ct)
    {
        var all = new List<T>();
        var token = "";
        do
        {
            var page = await read(token, ExportPageSize, ct);
            all.AddRange(page.Rows);
            token = page.Next;
        }
        while (token.Length > 0 && all.Count < CsvFile.MaxRows);

        return all.Count > CsvFile.MaxRows ? all[..CsvFile.MaxRows] : all;
    }
}
