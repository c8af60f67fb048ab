namespace Steward.Channels.Quotas;

/// <summary>A bucket as it stands in the database.</summary>
internal sealed record QuotaBucket
{
    public required string Scope { get; init; }
    public required string Subject { get; init; }
    public required string Span { get; init; }
    public required DateTimeOffset StartsAt { get; init; }
    public required int Used { get; init; }

    /// <summary>How many this calendar window had no room for and sent to a later one.</summary>
    public int Waiting { get; init; }

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

/// <summary>
/// The locked buckets of some claims at one moment, and what follows from them. What is taken from the picture counts for whoever is judged by it next;
/// <see cref="QuotaBook.SaveAsync"/> writes it down.
/// </summary>
internal sealed class QuotaPicture(IReadOnlyList<QuotaRule> rules, IEnumerable<QuotaBucket> buckets, DateTimeOffset now)
{
    private readonly ILookup<QuotaClaim, QuotaBucket> _buckets = buckets.ToLookup(bucket => new QuotaClaim(bucket.Scope, bucket.Subject));
    private readonly Dictionary<QuotaClaim, int> _taken = [];
    private readonly Dictionary<(QuotaClaim Claim, string Span), int> _sentOn = [];

    /// <summary>When it was taken; reservations are given back by it.</summary>
    public DateTimeOffset At { get; } = now;

    /// <summary>What was taken from it, how often.</summary>
    public IReadOnlyDictionary<QuotaClaim, int> Taken => _taken;

    /// <summary>How many were sent on to later windows.</summary>
    public IReadOnlyDictionary<(QuotaClaim Claim, string Span), int> SentOn => _sentOn;

    /// <summary>Null: there is room in every window. Else the window that opens last. Bulk leaves a part of each bucket to what somebody waits for.</summary>
    public QuotaRefusal? RefusalOf(QuotaClaim claim, bool bulk) => _buckets[claim]
        .Select(bucket => Refusal(claim, bucket, bulk))
        .Where(refusal => refusal is not null)
        .MaxBy(refusal => refusal!.OpensAt);

    /// <summary>Takes a claim that there is room for.</summary>
    public void Take(QuotaClaim claim) => _taken[claim] = _taken.GetValueOrDefault(claim) + 1;

    /// <summary>
    /// A place in a later window for a claim that was refused: as many places in each as it has room for, so that a backlog comes back spread over as many windows as it
    /// needs instead of all at once in the next. Behind a closed circuit the places are those of the shortest calendar window.
    /// </summary>
    public QuotaRefusal SendOn(QuotaRefusal refusal, bool bulk)
    {
        var span = refusal.Span == QuotaSpan.Circuit ? Shortest(refusal.Claim) : new QuotaSpan(refusal.Span);
        var limit = rules.FirstOrDefault(rule => rule.Scope == refusal.Claim.Scope && rule.Span == span.Name)?.LimitAt(At, bulk) ?? 0;
        if (span.IsRolling || limit <= 0) { return refusal; }

        var key = (refusal.Claim, span.Name);
        var ahead = _sentOn.GetValueOrDefault(key) + _buckets[refusal.Claim].Where(bucket => bucket.Span == span.Name).Sum(bucket => bucket.Waiting);
        _sentOn[key] = _sentOn.GetValueOrDefault(key) + 1;
        var opensAt = refusal.OpensAt;
        for (var windows = ahead / limit; windows > 0; windows--) { opensAt = span.EndOf(span.StartOf(opensAt)); }

        return refusal with { OpensAt = opensAt };
    }

    private QuotaSpan Shortest(QuotaClaim claim) =>
        _buckets[claim].Select(bucket => new QuotaSpan(bucket.Span)).Where(span => !span.IsRolling).OrderBy(span => span.EndOf(span.StartOf(At)) - span.StartOf(At)).FirstOrDefault(new QuotaSpan(QuotaSpan.Circuit));

    private QuotaRefusal? Refusal(QuotaClaim claim, QuotaBucket bucket, bool bulk)
    {
        if (bucket.ClosedUntil > At) { return new QuotaRefusal(claim, QuotaSpan.Circuit, 0, 0, bucket.ClosedUntil.Value); }

        if (bucket.Span == QuotaSpan.Circuit || rules.FirstOrDefault(rule => rule.Scope == bucket.Scope && rule.Span == bucket.Span) is not { } rule) { return null; }

        var span = new QuotaSpan(bucket.Span);
        var limit = rule.LimitAt(bucket.StartsAt, bulk);
        var taken = _taken.GetValueOrDefault(claim);
        if (!span.IsRolling)
        {
            var used = bucket.Used + taken;
            return used < limit ? null : new QuotaRefusal(claim, bucket.Span, used, limit, span.EndOf(bucket.StartsAt));
        }

        IReadOnlyList<DateTimeOffset> live = [.. Live(bucket, At), .. Enumerable.Repeat(At, taken)];
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
