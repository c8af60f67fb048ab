using System.Diagnostics;

namespace Steward.Testing;

/// <summary>Waits for something that happens soon, by looking often, instead of sleeping and hoping.</summary>
public static class Eventually
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns when the condition holds.</summary>
    /// <param name="condition">Looked at at once and then every 20 ms. An exception ends the wait: it is a defect, not a "not yet".</param>
    /// <param name="timeout">How long it may take at most, in real time.</param>
    /// <param name="description">What is waited for, as it should read in the failure: "the work item is open".</param>
    /// <exception cref="TimeoutException">It did not hold in time.</exception>
    public static Task TrueAsync(Func<Task<bool>> condition, TimeSpan timeout, string description) =>
        ValueAsync(async () => await condition() ? condition : null, timeout, description);

    /// <summary>Returns the first value that is not null.</summary>
    /// <param name="look">Looks once; null = not yet.</param>
    /// <param name="timeout">How long it may take at most, in real time.</param>
    /// <param name="description">What is waited for.</param>
    /// <exception cref="TimeoutException">There was none in time.</exception>
    public static async Task<T> ValueAsync<T>(Func<Task<T?>> look, TimeSpan timeout, string description)
        where T : class
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            if (await look() is { } found)
            {
                return found;
            }

            if (Stopwatch.GetElapsedTime(started) > timeout)
            {
                throw new TimeoutException($"Not within {timeout.TotalSeconds:0.#} s: {description}.");
            }

            await Task.Delay(Step);
        }
    }
}
