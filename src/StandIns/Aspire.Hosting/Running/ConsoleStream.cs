namespace Aspire.Hosting.Running;

/// <summary>The one stream people watch: every line with the name of the resource it comes from.</summary>
internal sealed class ConsoleStream(EngineSettings settings, TextWriter output, TextWriter errors, bool coloured)
{
    private static readonly int[] Colours = [36, 32, 33, 35, 34, 96, 92, 93, 95, 94];

    private readonly Lock gate = new();
    private readonly Dictionary<string, int> colourOf = [];
    private int width = 8;

    private TextWriter Stream => settings.Output == "stderr" ? errors : output;

    public static ConsoleStream ToTerminal(EngineSettings settings)
    {
        var redirected = settings.Output == "stderr" ? Console.IsErrorRedirected : Console.IsOutputRedirected;
        var coloured = !redirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return new ConsoleStream(settings, Console.Out, Console.Error, coloured);
    }

    /// <summary>Lines up the names of all resources.</summary>
    public void Align(IEnumerable<string> names) => width = names.Select(n => n.Length).DefaultIfEmpty(width).Max();

    /// <summary>A line a resource wrote.</summary>
    public void Resource(string name, string line)
    {
        if (!settings.ShowLogs)
        {
            return;
        }

        lock (gate)
        {
            if (!colourOf.TryGetValue(name, out var colour))
            {
                colourOf[name] = colour = Colours[colourOf.Count % Colours.Length];
            }

            var prefix = name.PadRight(width);
            Stream.WriteLine(coloured ? $"\e[{colour}m{prefix}\e[0m | {line}" : $"{prefix} | {line}");
        }
    }

    /// <summary>A line of the host itself.</summary>
    public void Host(string line)
    {
        lock (gate)
        {
            Stream.WriteLine(coloured ? $"\e[1m{line}\e[0m" : line);
        }
    }

    /// <summary>Why the application cannot go on; always on standard error.</summary>
    public void Error(string message)
    {
        lock (gate)
        {
            errors.WriteLine(coloured ? $"\e[31m{message}\e[0m" : message);
        }
    }
}
