using System.Collections.Concurrent;
using Steward.Kernel;

namespace Steward.Channels.Telegram;

/// <summary>
/// What is closed for a while: a chat takes one text a second; a 429 closes the chat that it met for as long as it says. Telegram does not say whose limit it was, so a second
/// chat that meets one while the first is closed means that it is the bot's, and closes the bot. Per process: the quotas across replicas are the ledger's.
/// </summary>
internal sealed class TelegramGates(TimeProvider clock)
{
    private const int Many = 10_000;
    private static readonly TimeSpan ChatPace = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(AccountId Account, string Chat), Gate> _gates = new();

    /// <summary>How long to wait before a call; zero: go.</summary>
    public TimeSpan WaitOf(AccountId account, string chat, bool sends)
    {
        var now = clock.GetUtcNow();
        var bot = _gates.TryGetValue((account, ""), out var whole) ? whole.OpensAt : now;
        var own = _gates.TryGetValue((account, chat), out var gate) && (sends || gate.Limited) ? gate.OpensAt : now;
        var opens = bot > own ? bot : own;
        return opens > now ? opens - now : TimeSpan.Zero;
    }

    /// <summary>A text goes into a chat: the next one waits a second.</summary>
    public void Sent(AccountId account, string chat)
    {
        Forget();
        var next = new Gate(clock.GetUtcNow() + ChatPace, Limited: false);
        _gates.AddOrUpdate((account, chat), next, (_, known) => known.OpensAt > next.OpensAt ? known : next);
    }

    /// <summary>Telegram refused with 429.</summary>
    public void Close(AccountId account, string chat, TimeSpan retryAfter)
    {
        Forget();
        var now = clock.GetUtcNow();
        var alone = !_gates.Any(known => known.Key.Account == account && known.Key.Chat != chat && known.Value.Limited && known.Value.OpensAt > now);
        _gates[(account, alone ? chat : "")] = new Gate(now + retryAfter, Limited: true);
    }

    private void Forget()
    {
        if (_gates.Count < Many) { return; }

        var now = clock.GetUtcNow();
        foreach (var (key, gate) in _gates.Where(known => known.Value.OpensAt <= now)) { _gates.TryRemove(KeyValuePair.Create(key, gate)); }
    }

    private readonly record struct Gate(DateTimeOffset OpensAt, bool Limited);
}
