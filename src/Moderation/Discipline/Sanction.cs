using System.Collections.Immutable;

namespace Steward.Moderation.Discipline;

/// <summary>What is done about an offence, from the mildest to the hardest; the words are those of the contract and the tables.</summary>
internal static class Sanction
{
    /// <summary>Nothing: the member is exempt, or a person found nothing necessary.</summary>
    public const string None = "none";

    /// <summary>A private warning, and the messages are taken back.</summary>
    public const string Warn = "warn";

    /// <summary>The member may not write for a while; where a channel cannot do that, a person does what comes nearest.</summary>
    public const string Mute = "mute";

    /// <summary>Out of the group, and the messages are taken back.</summary>
    public const string Remove = "remove";

    /// <summary>Out of the group, and cannot come back.</summary>
    public const string Ban = "ban";

    /// <summary>All of them, mildest first.</summary>
    public static readonly ImmutableArray<string> All = [None, Warn, Mute, Remove, Ban];

    /// <summary>How hard it is, from 0; -1: there is no such sanction.</summary>
    public static int HardnessOf(string name) => All.IndexOf(name);

    public static string Names => string.Join(", ", All);
}
