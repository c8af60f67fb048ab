using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Npgsql;
using Steward.ServiceDefaults;

namespace Steward.Conversions.Clicks;

/// <summary>
/// The file that keeps clicks while the database is away. Each process has its own, locked while it lives; at start it takes over those that dead
/// processes left. A click may be stored and still be in the file after a crash: storing it again changes nothing.
/// </summary>
internal sealed class SpillFile : IAsyncDisposable
{
    private const string Suffix = ".clicks";
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly string _folder;
    private readonly long _mostBytes;
    private FileStream? _file;
    private long _bytes;

    public SpillFile(IOptions<ClickOptions> options, IConfiguration configuration)
    {
        // Clicks of one database must never be read into another one.
        var database = new NpgsqlConnectionStringBuilder(Settings.Required(configuration, $"ConnectionStrings:{ConversionsService.DatabaseName}"));
        var identity = SHA256.HashData(Encoding.UTF8.GetBytes($"{database.Host}:{database.Port}/{database.Database}"));
        _folder = Path.Combine(options.Value.SpillFolder, Convert.ToHexStringLower(identity.AsSpan(0, 8)));
        _mostBytes = options.Value.SpillMegabytes * 1_000_000L;
    }

    /// <summary>Whether nothing waits in it.</summary>
    public bool IsEmpty => Interlocked.Read(ref _bytes) == 0;

    /// <summary>Takes over the files of processes that ended.</summary>
    /// <returns>How many clicks they hold.</returns>
    public async Task<int> AdoptAsync(CancellationToken ct)
    {
        if (!Directory.Exists(_folder)) { return 0; }

        var adopted = 0;
        foreach (var path in Directory.EnumerateFiles(_folder, "*" + Suffix))
        {
            if (TryLock(path) is not { } orphan) { continue; }

            await using (orphan)
            {
                using var reader = new StreamReader(orphan, Encoding.ASCII, leaveOpen: true);
                while (await ReadAsync(reader, 5000, ct) is { Count: > 0 } clicks) { adopted += await AppendAsync(clicks, long.MaxValue, ct); }

                File.Delete(path);
            }
        }

        return adopted;
    }

    /// <summary>Writes clicks through to the disk.</summary>
    /// <returns>How many found room.</returns>
    public Task<int> AppendAsync(IReadOnlyList<Click> clicks, CancellationToken ct) => AppendAsync(clicks, _mostBytes, ct);

    private async Task<int> AppendAsync(IReadOnlyList<Click> clicks, long mostBytes, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            var file = _file ??= Create();
            var lines = new StringBuilder();
            var room = mostBytes - file.Length;
            var kept = 0;
            foreach (var click in clicks)
            {
                var line = click.ToLine();
                if (lines.Length + line.Length + 1 > room) { break; }

                lines.Append(line).Append('\n');
                kept++;
            }

            await WriteAsync(file, Encoding.ASCII.GetBytes(lines.ToString()), ct);
            return kept;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Hands all clicks to <paramref name="store"/> in batches, and empties the file when it has taken them all.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> DrainAsync(int batchSize, Func<IReadOnlyList<Click>, Task> store, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            if (_file is not { Length: > 0 } file) { return 0; }

            file.Seek(0, SeekOrigin.Begin);
            using var reader = new StreamReader(file, Encoding.ASCII, leaveOpen: true);
            var drained = 0;
            while (await ReadAsync(reader, batchSize, ct) is { Count: > 0 } clicks)
            {
                await store(clicks);
                drained += clicks.Count;
            }

            file.SetLength(0);
            file.Flush(flushToDisk: true);
            Interlocked.Exchange(ref _bytes, 0);
            return drained;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _file, null) is { } file)
        {
            var path = file.Length == 0 ? file.Name : null;
            await file.DisposeAsync();
            if (path is not null) { File.Delete(path); }
        }

        _gate.Dispose();
    }

    /// <summary>All of it or, when the disk refuses, nothing.</summary>
    private async Task WriteAsync(FileStream file, byte[] lines, CancellationToken ct)
    {
        var before = file.Length;
        try
        {
            file.Seek(0, SeekOrigin.End);
            await file.WriteAsync(lines, ct);
            file.Flush(flushToDisk: true);
            Interlocked.Exchange(ref _bytes, before + lines.Length);
        }
        catch (IOException)
        {
            file.SetLength(before);
            throw;
        }
    }

    private FileStream Create()
    {
        Directory.CreateDirectory(_folder);
        return new FileStream(Path.Combine(_folder, Guid.NewGuid().ToString("N") + Suffix), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
    }

    private static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            // A living process holds it (or has just removed it).
            return null;
        }
    }

    /// <summary>The next clicks; torn lines are passed over. Empty at the end.</summary>
    private static async Task<List<Click>> ReadAsync(StreamReader reader, int most, CancellationToken ct)
    {
        var clicks = new List<Click>();
        while (clicks.Count < most && await reader.ReadLineAsync(ct) is { } line)
        {
            if (Click.FromLine(line) is { } click) { clicks.Add(click); }
        }

        return clicks;
    }
}
