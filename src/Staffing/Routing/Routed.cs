namespace Steward.Staffing.Routing;

/// <summary>Why a matter was given to whom it was, or why to nobody, in wire spelling.</summary>
internal static class RouteReason
{
    /// <summary>They look after the group.</summary>
    public const string Owner = "owner";

    /// <summary>They have served the group before.</summary>
    public const string Served = "served";

    /// <summary>They have most of the preferred skills, for their load.</summary>
    public const string Skills = "skills";

    /// <summary>They have least to do, for what they may have.</summary>
    public const string Load = "load";

    /// <summary>The brand's hours are over and they cover.</summary>
    public const string Cover = "cover";

    /// <summary>A person handed it to them.</summary>
    public const string Hand = "hand";

    /// <summary>Nobody who works for the brand is on duty.</summary>
    public const string NobodyOnDuty = "nobody-on-duty";

    /// <summary>Nobody on duty has the skills.</summary>
    public const string NobodySkilled = "nobody-skilled";

    /// <summary>Everybody who could take it is full.</summary>
    public const string AllFull = "all-full";
}

/// <summary>What becomes of a matter.</summary>
/// <param name="ItemId">Which.</param>
/// <param name="PersonId">To whom it is given; null: it stays queued.</param>
/// <param name="Reason">Why, of <see cref="RouteReason"/>.</param>
/// <param name="Held">What the person has with it; 0 when it stays queued.</param>
/// <param name="Capacity">What the person may have; 0 when it stays queued.</param>
/// <param name="Waived">How many of its required skills were waived because it has waited.</param>
internal sealed record Routed(Guid ItemId, Guid? PersonId, string Reason, int Held, int Capacity, int Waived);
