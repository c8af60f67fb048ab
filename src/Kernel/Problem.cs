namespace Steward.Kernel;

/// <summary>What a caller can do about a <see cref="Problem"/>; decides the gRPC and HTTP status, in one place each.</summary>
public enum ProblemKind
{
    /// <summary>The input is wrong: mend <see cref="Problem.Field"/> and send again.</summary>
    Invalid,

    /// <summary>There is no such thing, or not for this caller.</summary>
    NotFound,

    /// <summary>The thing is not in a state that permits this.</summary>
    Conflict,

    /// <summary>Nobody is signed in, or the key is not valid.</summary>
    Unauthenticated,

    /// <summary>The caller's role or brand scope does not permit this.</summary>
    Forbidden,

    /// <summary>A quota or rate limit is used up; later it may work.</summary>
    Exhausted,

    /// <summary>Something this service needs does not answer; the same call may work later.</summary>
    Unavailable,
}

/// <summary>A failure that a caller can act on, as a value. Exceptions are for defects and outages.</summary>
/// <param name="Code">Stable code such as <c>MEM-001</c>; never reused for another meaning.</param>
/// <param name="Kind">What the caller can do about it.</param>
/// <param name="Message">One English sentence that names the field and the mend.</param>
/// <param name="Field">Path of the offending input field in its wire spelling, when there is one.</param>
public sealed record Problem(string Code, ProblemKind Kind, string Message, string? Field = null)
{
    /// <summary>A required input is missing or malformed.</summary>
    public static Problem InvalidField(string code, string field, string message) => new(code, ProblemKind.Invalid, message, field);
}
