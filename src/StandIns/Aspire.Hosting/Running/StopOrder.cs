namespace Aspire.Hosting.Running;

/// <summary>Stops every resource after all that depend on it, as much at the same time as that allows.</summary>
internal static class StopOrder
{
    /// <param name="all">All nodes.</param>
    /// <param name="needs">What a node needs, and must therefore outlive it.</param>
    /// <param name="stop">Stops one node.</param>
    public static Task StopAllAsync<T>(IReadOnlyCollection<T> all, Func<T, IEnumerable<T>> needs, Func<T, Task> stop)
        where T : class
    {
        var users = all.SelectMany(node => needs(node).Distinct().Select(needed => (needed, node))).ToLookup(p => p.needed, p => p.node);
        Dictionary<T, Task> stopping = [];

        Task Stop(T node)
        {
            if (!stopping.TryGetValue(node, out var task))
            {
                stopping[node] = task = AfterAsync([.. users[node].Select(Stop)], node);
            }

            return task;
        }

        async Task AfterAsync(Task[] first, T node)
        {
            await Task.WhenAll(first);
            await stop(node);
        }

        return Task.WhenAll(all.Select(Stop));
    }

    /// <summary>One circle among the needs, or null when there is none.</summary>
    public static IReadOnlyList<T>? FindCircle<T>(IEnumerable<T> all, Func<T, IEnumerable<T>> needs)
        where T : class
    {
        HashSet<T> done = [];
        List<T> path = [];

        bool Walk(T node)
        {
            if (path.Contains(node))
            {
                path.RemoveRange(0, path.IndexOf(node));
                path.Add(node);
                return true;
            }

            if (!done.Add(node))
            {
                return false;
            }

            path.Add(node);
            if (needs(node).Any(Walk))
            {
                return true;
            }

            path.Remove(node);
            return false;
        }

        return all.Any(Walk) ? path : null;
    }
}
