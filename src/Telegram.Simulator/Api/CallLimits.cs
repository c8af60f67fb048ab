using Microsoft.Extensions.Options;
using Steward.Telegram.Simulator.World;

namespace Steward.Telegram.Simulator.Api;

/// <summary>
/// Telegram's limits as its FAQ gives them: about 30 acts a second for a bot, one text a second into a chat, 20 a minute into a group. Sliding windows over the
/// world's clock; a refused call does not count. Called under the world's gate.
/// </summary>
internal sealed class CallLimits(WorldClock clock, IOptions<SimulatorOptions> options)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Dictionary<(long Bot, long Chat, TimeSpan Window), Queue<DateTimeOffset>> _calls = [];

    /// <returns>Seconds to wait, or null when the call may go on.</returns>
    public int? Take(Bot bot, Chat? into)
    {
        List<(Queue<DateTimeOffset> Calls, TimeSpan Window, int Most)> windows = [(Of(bot, 0, Second), Second, options.Value.BotPerSecond)];
        if (into is not null)
        {
            windows.Add((Of(bot, into.Id, Second), Second, options.Value.ChatPerSecond));
            if (!into.IsPrivate) { windows.Add((Of(bot, into.Id, Minute), Minute, options.Value.GroupPerMinute)); }
        }

        var now = clock.GetUtcNow();
        var wait = TimeSpan.Zero;
        foreach (var (calls, window, most) in windows.Where(window => window.Most > 0))
        {
            while (calls.TryPeek(out var oldest) && now - oldest >= window) { calls.Dequeue(); }

            if (calls.Count >= most && calls.Peek() + window - now is var left && left > wait) { wait = left; }
        }

        if (wait > TimeSpan.Zero) { return (int)Math.Ceiling(wait.TotalSeconds); }

        windows.ForEach(window => window.Calls.Enqueue(now));
        return null;
    }

    private Queue<DateTimeOffset> Of(Bot bot, long chat, TimeSpan window) =>
        _calls.TryGetValue((bot.Self.Id, chat, window), out var calls) ? calls : _calls[(bot.Self.Id, chat, window)] = new Queue<DateTimeOffset>();
}
