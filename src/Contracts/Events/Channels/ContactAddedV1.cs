using MassTransit;

namespace Steward.Contracts.Events.Channels;

/// <summary>A customer and an employee became contacts. Whoever wants to welcome them asks for an <see cref="ActV1"/> of the kind <c>welcome</c> within twenty seconds.</summary>
[MessageUrn("channels:contact-added:v1")]
[EntityName("channels.contact-added.v1")]
public sealed record ContactAddedV1 : IBrandEvent
{
    public required Guid BrandId { get; init; }
    public required Guid AccountId { get; init; }

    /// <summary>The customer.</summary>
    public required Guid MemberId { get; init; }

    /// <summary>The channel's id of the customer.</summary>
    public required string ExternalId { get; init; }

    /// <summary>The employee.</summary>
    public required Guid StaffId { get; init; }

    /// <summary>The contact way's <c>state</c>: the acquisition source; empty when none.</summary>
    public required string Source { get; init; }

    /// <summary>Allows one welcome, within twenty seconds; empty where the channel gives none.</summary>
    public required string WelcomeCode { get; init; }

    /// <summary>The employee has not confirmed yet.</summary>
    public required bool Half { get; init; }
    public required DateTimeOffset At { get; init; }
}
