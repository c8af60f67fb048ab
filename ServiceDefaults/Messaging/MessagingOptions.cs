using System.ComponentModel.DataAnnotations;

namespace Steward.ServiceDefaults.Messaging;

/// <summary>Settings of messaging (section <c>Messaging</c>); the same in every service of a deployment.</summary>
public sealed class MessagingOptions
{
    /// <summary>How many ordered lanes carry group traffic. Each is a queue per consumer, and one consumer works at a time on each.</summary>
    [Range(1, 64)]
    public int Partitions { get; set; } = 4;

    /// <summary>Waits before a failed delivery comes again, after two tries at once; null means 5 s, 30 s, 5 min. When they are used up the message is a dead letter.</summary>
    public TimeSpan[]? Redelivery { get; set; }

    // Not the property's initial value: the configuration binder appends to arrays instead of replacing them.
    internal TimeSpan[] Waits => Redelivery ?? [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5)];

    /// <summary>How often the broker is asked whether this process's queues still have a consumer; at the fifth time without one, later after an outage of the broker, the process ends.</summary>
    public TimeSpan ConsumerLook { get; init; } = TimeSpan.FromSeconds(3);
}
