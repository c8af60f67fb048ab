namespace Steward.Staffing.Routing;

/// <summary>A matter that nobody has and that is to be given to somebody.</summary>
internal sealed record QueuedItem
{
    public required Guid ItemId { get; init; }
    public required Guid BrandId { get; init; }
    public required Guid GroupId { get; init; }

    /// <summary>Such as <c>question</c>: people have room by kind.</summary>
    public required string Kind { get; init; }

    /// <summary>0 is usual; each step is worth some time of waiting (<see cref="RouterRules.PriorityWorth"/>). Below 0 counts as 0, above <see cref="RouterRules.MostPriority"/> as that.</summary>
    public int Priority { get; init; }

    public required DateTimeOffset WaitingSince { get; init; }

    /// <summary>The brand's own certificate, which is never waived; empty: it asks for none.</summary>
    public string Certificate { get; init; } = "";

    /// <summary>Skills without which nobody gets it, the most important first: the last is waived first when it waits.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>Skills that count in somebody's favour until it has waited.</summary>
    public IReadOnlyList<string> Preferred { get; init; } = [];

    /// <summary>Who looks after its group; null: nobody.</summary>
    public Guid? Owner { get; init; }

    /// <summary>Who else has served the group.</summary>
    public IReadOnlyList<Guid> Served { get; init; } = [];

    /// <summary>Whether the brand's hours are over, so that the cover pool serves it too.</summary>
    public bool AfterHours { get; init; }
}
