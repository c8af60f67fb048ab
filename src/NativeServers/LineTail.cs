namespace Steward.NativeServers;

/// <summary>The last lines a process wrote. Safe from any thread.</summary>
internal sealed class LineTail
{
    private const int Kept = 200;
    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = new();

    public void Add(string line)
    {
        lock (_gate)
        {
            _lines.Enqueue(line);
            if (_lines.Count > Kept)
            {
                _lines.Dequeue();
            }
        }
    }

    public IReadOnlyList<string> Copy()
    {
        lock (_gate)
        {
            return [.. _lines];
        }
    }
}
