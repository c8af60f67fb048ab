using Steward.Kernel;

namespace Steward.Moderation.Rules.Versions;

/// <summary>The states of a version, in their wire spelling.</summary>
internal static class VersionState
{
    /// <summary>Being written; holds nowhere.</summary>
    public const string Draft = "draft";

    /// <summary>Runs on live traffic and decides nothing.</summary>
    public const string Shadow = "shadow";

    /// <summary>In force; one at most.</summary>
    public const string Published = "published";

    /// <summary>Was in force until a later one was published.</summary>
    public const string Superseded = "superseded";

    /// <summary>Was in force and was taken back.</summary>
    public const string RolledBack = "rolled_back";
}

/// <summary>A version of one level's rules: what is known of it beside the rules themselves.</summary>
internal sealed record RuleVersion
{
    public int Version { get; init; }
    public string State { get; init; } = VersionState.Draft;
    public int RuleCount { get; init; }
    public int TermCount { get; init; }

    /// <summary>The version it repeats or was made from; 0: none.</summary>
    public int BasedOn { get; init; }
    public string Reason { get; init; } = string.Empty;
    public DateTimeOffset CreatedAt { get; init; }
    public string CreatedBy { get; init; } = string.Empty;
    public DateTimeOffset? PublishedAt { get; init; }
    public string? PublishedBy { get; init; }

    /// <summary>When it first ran in shadow; null: never.</summary>
    public DateTimeOffset? ShadowedAt { get; init; }

    /// <summary>Whether it was written at a moment. The database keeps microseconds, an answer to a write has what the clock said.</summary>
    public bool IsOf(DateTimeOffset written) => (CreatedAt - written).Duration() < TimeSpan.FromMicroseconds(1);

    /// <summary>Why it cannot be put in force, or null.</summary>
    public Problem? NotPublishable() => State is VersionState.Draft or VersionState.Shadow ? null : RuleProblems.WrongState(Version, State, "a draft or a version in shadow (roll back to an earlier one instead)");

    /// <summary>Why it cannot be written anew, or null. What ever ran in shadow stays as it is, so that its counts stay true.</summary>
    public Problem? NotWritable() =>
        State != VersionState.Draft ? RuleProblems.WrongState(Version, State, "a draft") : ShadowedAt is null ? null : RuleProblems.WrongState(Version, "a draft that ran in shadow", "a new version, so that what was counted stays true");

    public Problem? NotShadowable() => State == VersionState.Draft ? null : RuleProblems.WrongState(Version, State, "a draft");

    public Problem? NotInShadow() => State == VersionState.Shadow ? null : RuleProblems.WrongState(Version, State, "a version in shadow");

    /// <summary>Why rules cannot go back to it, or null.</summary>
    public Problem? NotReturnable() => State is VersionState.Superseded or VersionState.RolledBack ? null : RuleProblems.WrongState(Version, State, "a version that was in force before");
}

/// <summary>An entry of the book of changes.</summary>
internal sealed record RuleChange
{
    public string Action { get; init; } = string.Empty;
    public int Version { get; init; }
    public DateTimeOffset At { get; init; }
    public string By { get; init; } = string.Empty;
    public string Reason { get; init; } = string.Empty;
}
