using Steward.Contracts.Channels.V1;

namespace Steward.Console.Accounts;

/// <summary>A quota as a gauge.</summary>
/// <param name="Quota">What is used, and of how much.</param>
/// <param name="Percent">How full, 0 to 100; more than the limit is still 100.</param>
/// <param name="Level">Fine below four fifths; late when full or closed by the channel.</param>
internal sealed record Gauge(Quota Quota, int Percent, Level Level)
{
    /// <summary>The rule of three reminders of a task in 24 hours.</summary>
    public const string Reminders = "task-remind";
    private const int NearlyFull = 80;
    private const int Full = 100;

    public static Gauge Of(Quota quota, DateTimeOffset now)
    {
        var closed = quota.ClosedUntil is { } until && until.ToDateTimeOffset() > now;
        // A circuit counts nothing: it is either closed by the channel or not there.
        var percent = quota.Span == "circuit" ? closed ? Full : 0 : quota.Limit <= 0 ? Full : (int)Math.Min(Full, Full * (long)quota.Used / quota.Limit);
        return new Gauge(quota, percent, closed || percent >= Full ? Level.Late : percent >= NearlyFull ? Level.Slow : Level.Fine);
    }

    /// <summary>
    /// The fullest first: what stops sends, or will next. Circuits show only while the channel refuses; reminders come last, because that a task has had its three is no matter of the account.
    /// </summary>
    public static IReadOnlyList<Gauge> Of(IEnumerable<Quota> quotas, DateTimeOffset now) =>
        [.. quotas.Select(quota => Of(quota, now)).Where(gauge => gauge.Quota.Span != "circuit" || gauge.Percent > 0).OrderBy(gauge => gauge.Quota.Scope == Reminders).ThenByDescending(gauge => gauge.Level).ThenByDescending(gauge => gauge.Percent).ThenBy(gauge => gauge.Quota.Scope, StringComparer.Ordinal)];
}
