using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Callbacks;

/// <summary>Is told, in the transaction of whoever saw it, of what proves that a person did what the platform had asked for.</summary>
internal interface IObserveProof
{
    /// <summary>Somebody removed these people from the group; leaving by oneself is none.</summary>
    Task RemovedAsync(BrandTransaction transaction, BrandId brand, Guid group, IReadOnlyCollection<Guid> members, CancellationToken ct);

    /// <summary>These messages were taken back.</summary>
    Task RevokedAsync(BrandTransaction transaction, BrandId brand, IReadOnlyCollection<Guid> messages, CancellationToken ct);
}
