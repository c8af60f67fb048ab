namespace Steward.Moderation.Rules;

/// <summary>What a broken rule leads to; in order, so that the graver of two is the greater.</summary>
internal enum Severity
{
    /// <summary>Counted and shown, no offence.</summary>
    Hint,

    /// <summary>An offence that a person looks at first.</summary>
    Review,

    /// <summary>An offence that may be acted upon without a person.</summary>
    Act,
}

/// <summary>The wire spelling of severities.</summary>
internal static class SeverityName
{
    public const string All = "hint, review, act";

    public static string Of(Severity severity) => severity switch { Severity.Hint => "hint", Severity.Review => "review", _ => "act" };

    /// <summary>Empty is <see cref="Severity.Act"/>.</summary>
    public static bool TryRead(string name, out Severity severity)
    {
        (var known, severity) = name switch { "hint" => (true, Severity.Hint), "review" => (true, Severity.Review), "act" or "" => (true, Severity.Act), _ => (false, Severity.Act) };
        return known;
    }
}
