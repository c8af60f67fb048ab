namespace Steward.Channels.Quotas;

/// <summary>A bucket as it stands in the database.</summary>
internal sealed record QuotaBucket
{
    public required string Scope { get; init; }
    public required string Subject { get; init; }
    public required string Span { get; init; }
    public required DateTimeOffset StartsAt { get; init; }
    public required int Used { get; init; }

    /// <summary>Uses of a rolling span; those too long ago to count may still be there.</summary>
    public DateTime[] Moments { get; init; } = [];
    public DateTimeOffset? ClosedUntil { get; init; }
}

/// <summary>A claim that there is no room for now.</summary>
internal sealed record QuotaRefusal(QuotaClaim Claim, string Span, int Used, int Limit, DateTimeOffset OpensAt)
{
    /// <summary>For people.</summary>
    public override string ToString() => Span == QuotaSpan.Circuit
        ? $"the channel has closed {Claim.Subject} until {Local(OpensAt)}"
        : OpensAt == DateTimeOffset.MaxValue ? $"the quota {Claim.Scope} of this {Span} is used up ({Used} of {Limit}); nothing opens it"
        : $"the quota {Claim.Scope} of this {Span} is used up ({Used} of {Limit}); it opens at {Local(OpensAt)}";

    private static string Local(DateTimeOffset at) => at.ToOffset(QuotaSpan.Offset).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture) + " (+08:00)";
}

/// <summary>The locked buckets of some claims at one moment, and what follows from them.</summary>
internal sealed class QuotaPicture(IReadOnlyList<QuotaRule> rules, IEnumerable<QuotaBucket> buckets, bool bulk, DateTimeOffset now)
{
    private readonly ILookup<QuotaClaim, QuotaBucket> _buckets = buckets.ToLookup(bucket => new QuotaClaim(bucket.Scope, bucket.Subject));

    /// <summary>When it was taken; reservations are given back by it.</summary>
    public DateTimeOffset At { get; } = now;

    /// <summary>Null: there is room in every window. Else the window that opens last.</summary>
    public QuotaRefusal? RefusalOf(QuotaClaim claim) => _buckets[claim]
        .Select(bucket => Refusal(claim, bucket))
        .Where(refusal => refusal is not null)
        .MaxBy(refusal => refusal!.OpensAt);

    private QuotaRefusal? Refusal(QuotaClaim claim, QuotaBucket bucket)
    {
        if (bucket.ClosedUntil > At) { return new QuotaRefusal(claim, QuotaSpan.Circuit, 0, 0, bucket.ClosedUntil.Value); }

        if (bucket.Span == QuotaSpan.Circuit || rules.FirstOrDefault(rule => rule.Scope == bucket.Scope && rule.Span == bucket.Span) is not { } rule) { return null; }

        var span = new QuotaSpan(bucket.Span);
        var limit = rule.LimitAt(bucket.StartsAt, bulk);
        if (!span.IsRolling) { return bucket.Used < limit ? null : new QuotaRefusal(claim, bucket.Span, bucket.Used, limit, span.EndOf(bucket.StartsAt)); }

        var live = Live(bucket, At);
        return live.Count < limit ? null : new QuotaRefusal(claim, bucket.Span, live.Count, limit, limit == 0 ? DateTimeOffset.MaxValue : live[live.Count - limit] + span.Length);
    }

    /// <summary>The uses of a rolling span that still count, oldest first.</summary>
    internal static IReadOnlyList<DateTimeOffset> Live(QuotaBucket bucket, DateTimeOffset now)
    {
        var length = new QuotaSpan(bucket.Span).Length;
        return [.. bucket.Moments.Select(moment => new DateTimeOffset(DateTime.SpecifyKind(moment, DateTimeKind.Utc))).Where(moment => moment + length > now).Order()];
    }

    /// <summary>How long the channel stays closed after it refused for too many calls: it blocks for the window that is exceeded and does not say which, so the fuller one by our own count.</summary>
    public static TimeSpan ClosedFor(IEnumerable<(QuotaRule Rule, int Used)> windows) =>
        windows.Any(window => window.Rule.Span == "hour" && window.Rule.Most is { } most && window.Used >= most * 9L / 10) ? TimeSpan.FromHours(1) : TimeSpan.FromMinutes(1);
}
