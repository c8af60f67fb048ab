namespace Steward.Staffing.Routing;

/// <summary>Somebody to whom matters can be given, as they are at one moment.</summary>
internal sealed record Person
{
    public required Guid PersonId { get; init; }
    public required IReadOnlySet<Guid> Brands { get; init; }

    /// <summary>Whether they work now.</summary>
    public required bool OnDuty { get; init; }

    /// <summary>Whether they are in the cover pool and not away: then they serve brands whose hours are over, on duty or not.</summary>
    public bool Cover { get; init; }

    /// <summary>Until when each skill's certificate holds, exclusive; null: for good.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset?> Skills { get; init; } = new Dictionary<string, DateTimeOffset?>();

    /// <summary>How many matters they may have at once.</summary>
    public required int Capacity { get; init; }

    /// <summary>How many of a kind, where that is less.</summary>
    public IReadOnlyDictionary<string, int> CapacityOfKind { get; init; } = new Dictionary<string, int>();

    /// <summary>What they have already, by kind.</summary>
    public IReadOnlyDictionary<string, int> Held { get; init; } = new Dictionary<string, int>();

    /// <summary>When they were last given something; null: never.</summary>
    public DateTimeOffset? LastGivenAt { get; init; }

    /// <summary>Whether they serve a brand now.</summary>
    public bool Serves(Guid brand, bool afterHours) => Brands.Contains(brand) && (OnDuty || (Cover && afterHours));

    /// <summary>Whether they have a skill whose certificate holds at a moment.</summary>
    public bool Has(string skill, DateTimeOffset at) => Skills.TryGetValue(skill, out var until) && (until is null || until > at);
}
