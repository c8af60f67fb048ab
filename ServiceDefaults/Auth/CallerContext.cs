namespace Steward.ServiceDefaults.Auth;

/// <summary>On whose behalf this scope calls other services: the service itself, unless the Console or the gateway sets the person or key.</summary>
public sealed class CallerContext
{
    /// <summary>The caller that outgoing gRPC calls carry.</summary>
    public required Caller Current { get; set; }
}
