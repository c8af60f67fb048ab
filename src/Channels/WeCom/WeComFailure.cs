using Steward.Kernel;

namespace Steward.Channels.WeCom;

/// <summary>What can be done about a WeCom error; the classes of its official table.</summary>
internal enum FailureClass
{
    /// <summary>Busy or unreachable: later the same call may work.</summary>
    Transient,

    /// <summary>The access token is not accepted.</summary>
    Token,

    /// <summary>A frequency limit; the API stays closed for the limit's window.</summary>
    Frequency,

    /// <summary>Secret, corp id or address not accepted: a person must act, and until then every try brings the block of the address nearer.</summary>
    Credentials,

    /// <summary>The app may not do this, or not for this member.</summary>
    Permission,

    /// <summary>There is no such chat, customer or message (any more).</summary>
    State,

    /// <summary>It was done before.</summary>
    OnceOnly,

    /// <summary>The call itself is wrong.</summary>
    CallerBug,

    /// <summary>The call may or may not have had its effect: nobody answered in time.</summary>
    Unknown,
}

/// <summary>A call that WeCom refused or did not answer.</summary>
/// <param name="Class">What can be done about it.</param>
/// <param name="Code">WeCom's errcode; 0 when there was no answer.</param>
/// <param name="Message">For people; WeCom's own words are only shown, never parsed.</param>
internal sealed record WeComFailure(FailureClass Class, int Code, string Message)
{
    /// <summary>The failure that an errcode stands for.</summary>
    public static WeComFailure Of(int code, string message) => new(ClassOf(code), code, message);

    /// <summary>Whether trying again, later, can help.</summary>
    public bool MayPass => Class is FailureClass.Transient or FailureClass.Frequency or FailureClass.Token or FailureClass.Credentials;

    /// <summary>The same for the caller of an rpc.</summary>
    public Problem ToProblem() => Class switch
    {
        FailureClass.Credentials => new Problem("CHN-010", ProblemKind.Invalid, $"WeCom does not accept the credentials ({Code} {Message}): check corp_id, secret and the list of trusted addresses.", "secret"),
        FailureClass.Frequency => new Problem("CHN-011", ProblemKind.Exhausted, $"WeCom's frequency limit is reached ({Code} {Message})."),
        FailureClass.Permission => new Problem("CHN-012", ProblemKind.Conflict, $"WeCom does not permit this to the app ({Code} {Message})."),
        FailureClass.State or FailureClass.OnceOnly => new Problem("CHN-013", ProblemKind.Conflict, $"WeCom refuses ({Code} {Message})."),
        FailureClass.CallerBug => new Problem("CHN-014", ProblemKind.Conflict, $"WeCom does not understand the call ({Code} {Message})."),
        _ => new Problem("CHN-015", ProblemKind.Unavailable, $"WeCom does not answer ({Code} {Message}); try again later."),
    };

    public override string ToString() => $"{Code} {Message}";

    private static FailureClass ClassOf(int code) => code switch
    {
        -1 or 6000 or 41063 or 41096 or 45033 => FailureClass.Transient,
        40014 or 42001 or 41001 => FailureClass.Token,
        45009 or 130101 => FailureClass.Frequency,
        40001 or 40013 or 60020 => FailureClass.Credentials,
        48002 or 60011 or 84074 or 301002 or 701008 => FailureClass.Permission,
        84061 or 84083 or 84084 or 40096 or 40050 or 86001 or 86003 or 90501 or 90509 or 90511 or 41044 or 41047 or 41048 or 41070 or 41071 or 40007 => FailureClass.State,
        41050 or 41051 or 41053 or 41093 or 90504 or 90508 or 40100 or 90507 => FailureClass.OnceOnly,
        _ => FailureClass.CallerBug,
    };
}

/// <summary>WeCom's answer, or why there is none.</summary>
internal readonly record struct WeComReply<T>(T? Value, WeComFailure? Failure) where T : class
{
    public static implicit operator WeComReply<T>(WeComFailure failure) => new(null, failure);

    public static implicit operator WeComReply<T>(T value) => new(value, null);
}
