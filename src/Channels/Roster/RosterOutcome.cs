using Steward.Channels.WeCom;

namespace Steward.Channels.Roster;

/// <summary>What reading one group came to.</summary>
internal sealed record RosterOutcome
{
    /// <summary>How many people are in it; 0 when it is gone.</summary>
    public int Members { get; init; }

    /// <summary>Whether anything of it was written.</summary>
    public bool Stored { get; init; }

    /// <summary>People who were not known to be in it.</summary>
    public int Added { get; init; }

    /// <summary>People who were thought to be in it.</summary>
    public int Removed { get; init; }

    /// <summary>Why it could not be read.</summary>
    public WeComFailure? Failure { get; init; }

    public static implicit operator RosterOutcome(WeComFailure failure) => new() { Failure = failure };
}

/// <summary>What is known of a group before it is read again.</summary>
internal sealed record KnownGroup
{
    public required string ChatId { get; init; }
    public required string Name { get; init; }
    public required string Owner { get; init; }
    public required string MemberVersion { get; init; }
    public required bool Dismissed { get; init; }

    /// <summary>Whether the channel shows just this, so that nothing need be written.</summary>
    public bool Equals(GroupChat chat) => !Dismissed && MemberVersion.Length > 0 && (MemberVersion, Name, Owner) == (chat.MemberVersion, chat.Name, chat.Owner);
}
