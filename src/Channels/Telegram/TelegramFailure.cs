using Steward.Kernel;

namespace Steward.Channels.Telegram;

/// <summary>What can be done about a call that failed.</summary>
internal enum TelegramTrouble
{
    /// <summary>The call never left, or Telegram was told to be busy: it certainly did nothing.</summary>
    Unreachable,

    /// <summary>429: later, after the time that it names.</summary>
    Limited,

    /// <summary>The token is none, or none any more: a person must act.</summary>
    Credentials,

    /// <summary>The bot may not, or is not in the chat.</summary>
    Forbidden,

    /// <summary>The call is wrong or meets nothing.</summary>
    Bad,

    /// <summary>Somebody else polls, or a webhook is set.</summary>
    Conflict,

    /// <summary>Nobody answered, or not as documented: it may have happened.</summary>
    Unknown,
}

/// <summary>A call that Telegram refused or did not answer.</summary>
/// <param name="Trouble">What can be done about it.</param>
/// <param name="Code">Telegram's error_code; 0 when there was no answer.</param>
/// <param name="Description">Its words: the only place where it says what exactly is wrong.</param>
internal sealed record TelegramFailure(TelegramTrouble Trouble, int Code, string Description)
{
    /// <summary>How long to wait, when it is <see cref="TelegramTrouble.Limited"/>.</summary>
    public TimeSpan RetryAfter { get; init; }

    /// <summary>The failure that an error_code stands for.</summary>
    public static TelegramFailure Of(int code, string description, int retryAfter) => new(
        code switch
        {
            429 => TelegramTrouble.Limited,
            401 or 404 => TelegramTrouble.Credentials,
            403 => TelegramTrouble.Forbidden,
            409 => TelegramTrouble.Conflict,
            >= 400 and < 500 => TelegramTrouble.Bad,
            _ => TelegramTrouble.Unknown,
        },
        code,
        description) { RetryAfter = TimeSpan.FromSeconds(Math.Max(1, retryAfter)) };

    /// <summary>The same for the caller of an rpc.</summary>
    public Problem ToProblem() => Trouble switch
    {
        TelegramTrouble.Credentials => new Problem("CHN-010", ProblemKind.Invalid, $"Telegram does not accept the token ({this}): check it with BotFather.", "secret"),
        TelegramTrouble.Limited => new Problem("CHN-011", ProblemKind.Exhausted, $"Telegram's limit is reached ({this})."),
        TelegramTrouble.Forbidden or TelegramTrouble.Bad or TelegramTrouble.Conflict => new Problem("CHN-013", ProblemKind.Conflict, $"Telegram refuses ({this})."),
        _ => new Problem("CHN-015", ProblemKind.Unavailable, $"Telegram does not answer ({this}); try again later."),
    };

    public override string ToString() => $"{Code} {Description}";
}

/// <summary>Telegram's answer, or why there is none.</summary>
internal readonly record struct TelegramReply<T>(T? Value, TelegramFailure? Failure)
{
    public static implicit operator TelegramReply<T>(TelegramFailure failure) => new(default, failure);

    public static implicit operator TelegramReply<T>(T value) => new(value, null);
}
