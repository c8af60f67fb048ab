using System.ComponentModel.DataAnnotations;

namespace Steward.Telegram.Simulator;

/// <summary>Configuration section <c>Simulator</c>.</summary>
internal sealed class SimulatorOptions
{
    /// <summary>Decides tokens. Ids count up from <see cref="Epoch"/>.</summary>
    public ulong Seed { get; init; } = 20260101;

    /// <summary>Start of this run in Unix seconds; default: now. Chat and update ids begin above those of earlier runs. Fix it to get the same bytes.</summary>
    public long? Epoch { get; init; }

    /// <summary>Acting calls of one bot in a second; 0 turns the limit off.</summary>
    [Range(0, 100_000)]
    public int BotPerSecond { get; init; } = 30;

    /// <summary>Texts into one chat in a second; 0 turns the limit off.</summary>
    [Range(0, 100_000)]
    public int ChatPerSecond { get; init; } = 1;

    /// <summary>Texts into one group in a minute; 0 turns the limit off.</summary>
    [Range(0, 100_000)]
    public int GroupPerMinute { get; init; } = 20;

    /// <summary>Whether a webhook must be https on port 443, 80, 88 or 8443, as Telegram demands. Off, because receivers on a developer's machine are neither.</summary>
    public bool StrictWebhookAddress { get; init; }

    /// <summary>How long a webhook may take to answer.</summary>
    public TimeSpan WebhookTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Pause before the first repeat of a webhook that was not answered with 2xx; it doubles up to 64 times that.</summary>
    public TimeSpan WebhookRetry { get; init; } = TimeSpan.FromMilliseconds(100);
}
