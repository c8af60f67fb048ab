using System.Globalization;

namespace Steward.Benchmarks;

/// <summary>What a server's processes have used of the processors, those that have ended included.</summary>
internal static class ProcessorTime
{
    /// <summary>The kernel counts in hundredths of a second, whatever its own clock.</summary>
    private const int TicksPerSecond = 100;

    /// <summary>Of a process and all that it started, and what these started.</summary>
    public static TimeSpan OfTree(int process)
    {
        var all = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => Read(name!)).OfType<Used>().ToLookup(used => used.Parent);
        var ticks = 0L;
        var wanted = new Queue<Used>([.. all.SelectMany(children => children).Where(used => used.Id == process)]);
        while (wanted.TryDequeue(out var next))
        {
            ticks += next.Ticks;
            foreach (var child in all[next.Id]) { wanted.Enqueue(child); }
        }

        return TimeSpan.FromSeconds((double)ticks / TicksPerSecond);
    }

    /// <returns>Null: it has ended meanwhile.</returns>
    private static Used? Read(string process)
    {
        try
        {
            // pid (name, in which anything may stand) state ppid …; utime, stime, and both of the children that were waited for are fields 14 to 17.
            var text = File.ReadAllText($"/proc/{process}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return new Used(int.Parse(process, CultureInfo.InvariantCulture), int.Parse(fields[1], CultureInfo.InvariantCulture), fields[11..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture)));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private sealed record Used(int Id, int Parent, long Ticks);
}
