using Spectre.Console;

namespace Steward.Cli.Moderation;

/// <summary>Rows that could not be used: all are counted, the first ones shown.</summary>
internal sealed class PassedOver
{
    private const int Shown = 10;
    private readonly List<string> _first = [];

    public long Count { get; private set; }

    public void Add(FileInfo file, long line, string why)
    {
        Count++;
        if (_first.Count < Shown) { _first.Add($"{file.Name}, line {line}: {why}"); }
    }

    public void Print()
    {
        if (Count == 0) { return; }

        AnsiConsole.WriteLine($"{Count} rows were passed over:");
        foreach (var one in _first) { AnsiConsole.WriteLine($"  {one}"); }

        if (Count > _first.Count) { AnsiConsole.WriteLine($"  … and {Count - _first.Count} more"); }
    }
}
