namespace Steward.Testing;

/// <summary>What a piece of work takes of the heap.</summary>
public static class Allocated
{
    private const int Tries = 5;

    /// <summary>
    /// Bytes that this thread takes for it: the least of five runs. A collection that another thread sets off in between takes the thread's half-used
    /// allocation buffer away, which counts as taken; work that does take something takes it every time.
    /// </summary>
    public static long By(Action work)
    {
        var least = long.MaxValue;
        for (var run = 0; run < Tries && least > 0; run++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
