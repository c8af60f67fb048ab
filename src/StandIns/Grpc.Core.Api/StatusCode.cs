namespace Grpc.Core;

/// <summary>Outcome of a call, numbered as in the gRPC specification.</summary>
public enum StatusCode
{
    /// <summary>Success.</summary>
    OK = 0,
    /// <summary>Cancelled, typically by the caller.</summary>
    Cancelled = 1,
    /// <summary>An error that fits no other code.</summary>
    Unknown = 2,
    /// <summary>The caller sent something that is wrong whatever the system's state.</summary>
    InvalidArgument = 3,
    /// <summary>The deadline passed first.</summary>
    DeadlineExceeded = 4,
    /// <summary>The thing asked for does not exist.</summary>
    NotFound = 5,
    /// <summary>The thing to create exists.</summary>
    AlreadyExists = 6,
    /// <summary>The caller is known and may not do this.</summary>
    PermissionDenied = 7,
    /// <summary>A quota or resource is used up.</summary>
    ResourceExhausted = 8,
    /// <summary>The system's state forbids the operation.</summary>
    FailedPrecondition = 9,
    /// <summary>Aborted, typically by a concurrent change.</summary>
    Aborted = 10,
    /// <summary>Past the valid range.</summary>
    OutOfRange = 11,
    /// <summary>The method is not there.</summary>
    Unimplemented = 12,
    /// <summary>An invariant is broken.</summary>
    Internal = 13,
    /// <summary>The peer cannot be reached now; trying again may help.</summary>
    Unavailable = 14,
    /// <summary>Data is lost for good.</summary>
    DataLoss = 15,
    /// <summary>The caller is not known.</summary>
    Unauthenticated = 16,
}
