using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>The logs of all resources.</summary>
internal sealed class LogStore(string folder, ConsoleStream console) : IDisposable
{
    private readonly ConcurrentDictionary<string, ResourceLog> logs = new();

    public ResourceLog Of(string resourceId) => logs.GetOrAdd(resourceId, id => new ResourceLog(id, folder, console));

    public void Dispose()
    {
        foreach (var log in logs.Values)
        {
            log.Dispose();
        }
    }
}

/// <summary>What one resource wrote: all of it in a file, the last lines in memory.</summary>
internal sealed class ResourceLog(string name, string folder, ConsoleStream console) : IDisposable
{
    /// <summary>How many lines the dashboard shows.</summary>
    public const int Shown = 200;

    // Enough for the whole output of a program that prints a report and ends.
    private const int Kept = 2_000;

    private readonly Lock gate = new();
    private readonly Queue<LogLine> lines = new();
    private StreamWriter? file;
    private int count;
    private bool closed;

    /// <summary>Adds a line the resource wrote.</summary>
    public void Write(string line, bool isError)
    {
        Keep(line, isError);
        console.Resource(name, line);
    }

    /// <summary>Adds a line about the resource.</summary>
    public void Note(string line) => Keep($"· {line}", isError: false);

    public IReadOnlyList<LogLine> Last()
    {
        lock (gate)
        {
            return [.. lines];
        }
    }

    /// <summary>The last lines as text, indented, for a message.</summary>
    public string Tail(int most) => string.Join(Environment.NewLine, Last().TakeLast(most).Select(l => $"    {l.Content}"));

    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
            file?.Dispose();
            file = null;
        }
    }

    private void Keep(string line, bool isError)
    {
        lock (gate)
        {
            if (lines.Count == Kept)
            {
                lines.Dequeue();
            }

            lines.Enqueue(new LogLine(++count, line, isError));
            if (!closed)
            {
                file ??= Open();
                file.WriteLine(line);
            }
        }
    }

    private StreamWriter Open()
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{name}.log");
        if (File.Exists(path))
        {
            File.Move(path, Path.Combine(folder, $"{name}.previous.log"), overwrite: true);
        }

        return new StreamWriter(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
    }
}
