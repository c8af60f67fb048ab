using System.ComponentModel.DataAnnotations;

namespace Steward.WeCom.Simulator;

/// <summary>Configuration section <c>Simulator</c>.</summary>
internal sealed class SimulatorOptions
{
    /// <summary>Decides every id, key, name and message of the world. The demo data of the suite was made for the default.</summary>
    public ulong Seed { get; init; } = 20260101;

    /// <summary>
    /// Start of this run in Unix seconds; default: now. It is mixed into message ids and is the base of the archive's seq, so
    /// that a restarted simulator goes on above its earlier seq and never repeats a message id. Fix it to get the same bytes.
    /// </summary>
    public long? Epoch { get; init; }

    /// <summary>Shortest time between two <c>msgaudit_notify</c> of one corp.</summary>
    public TimeSpan NotifyInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a callback URL may take to answer the verification; WeCom documents one second.</summary>
    public TimeSpan VerifyTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Callback URL by corp id. Each is verified again and again until it answers, so that a restarted simulator finds its receiver.</summary>
    public Dictionary<string, string> CallbackUrls { get; init; } = [];

    /// <summary>How long a callback may take before WeCom drops the connection and sends it again.</summary>
    public TimeSpan CallbackTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Older WeCom texts retry on any status but 200, newer ones only on a failed connection or time-out.</summary>
    public bool RetryOnErrorStatus { get; init; }

    /// <summary>Callbacks of one corp under way at the same time. With more than one they arrive in no order, as WeCom's may.</summary>
    [Range(1, 64)]
    public int CallbackSenders { get; init; } = 1;

    [Range(1, 86400)]
    public int TokenSeconds { get; init; } = 7200;

    /// <summary>Whether <c>gettoken</c> makes a new token each time instead of repeating the valid one.</summary>
    public bool NewTokenEachTime { get; init; }

    /// <summary>Documented limit of the archive per corp; 0 turns it off (benchmarks).</summary>
    [Range(0, int.MaxValue)]
    public int ArchiveCallsPerMinute { get; init; } = 4000;

    /// <summary>Memory for one corp's archive; the oldest messages go first.</summary>
    [Range(1, 65536)]
    public int ArchiveMegabytes { get; init; } = 768;

    /// <summary>Whether simulated employees confirm broadcasts by themselves at start.</summary>
    public bool AutoConfirm { get; init; } = true;

    /// <summary>How long a welcome is on its way; a second app that calls in this time gets 41096.</summary>
    public TimeSpan WelcomeDelivery { get; init; }

    /// <summary>How long a simulated employee takes to confirm.</summary>
    public TimeSpan ConfirmDelay { get; init; } = TimeSpan.FromSeconds(3);
}
