using Steward.Kernel;
using Steward.Moderation.Storage;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Disputes;

/// <summary>Which complaints somebody wants to see. What is empty lets all through.</summary>
/// <param name="Step">Those whose next step is this.</param>
/// <param name="Held"><c>free</c>, <c>mine</c> or <c>held</c>.</param>
/// <param name="Search">Part of what was said last, or a member's id.</param>
/// <param name="By">Who asks.</param>
internal sealed record ComplaintFilter(string State, string Kind, string Severity, string Step, string Held, bool Overdue, string Search, Guid? GroupId, DateTimeOffset? From, DateTimeOffset? To, string By)
{
    private static readonly IReadOnlyList<string> Holds = ["free", "mine", "held"];

    public const string Condition =
        """
        brand_id = any (@brands) and (@State = '' or state = @State) and (@Kind = '' or kind = @Kind) and (@Severity = '' or severity = @Severity) and (@Step = '' or next_step = @Step)
        and (@Held = '' or state = 'open' and case @Held when 'free' then holder = '' when 'mine' then holder = @By else holder <> '' end)
        and (not @Overdue or state = 'open' and next_due_at <= @now)
        and (@Search = '' or strpos(lower(text), lower(@Search)) > 0 or member_id::text = lower(@Search))
        and (@GroupId::uuid is null or group_id = @GroupId) and (@From::timestamptz is null or complained_at >= @From) and (@To::timestamptz is null or complained_at < @To)
        """;

    public Problem? Wrong() =>
        Odd("state", State, [ComplaintState.Open, ComplaintState.Resolved]) ?? Odd("kind", Kind, ComplaintKind.All) ?? Odd("severity", Severity, ComplaintSeverity.All) ?? Odd("step", Step, DisputeStep.All)
        ?? Odd("held", Held, Holds) ?? (DisputeProblems.IsKept(Search, DisputeProblems.LongestSearch) ? null : DisputeProblems.BadFilter("search", $"{DisputeProblems.LongestSearch} characters at most, none of them U+0000"));

    public object Args(IReadOnlyList<BrandId> brands, DateTimeOffset now) => new
    {
        brands = brands.Select(brand => brand.Value).ToArray(), State, Kind, Severity, Step, Held, Overdue, Search, GroupId, From, To, By, now,
    };

    private static Problem? Odd(string field, string value, IReadOnlyList<string> known) => value.Length == 0 || known.Contains(value) ? null : DisputeProblems.BadFilter(field, $"empty or one of {string.Join(", ", known)}");
}

/// <summary>Complaints: open ones by what is due first, else newest first.</summary>
/// <param name="After">The last row of the page before.</param>
internal sealed record ListComplaints(IReadOnlyList<BrandId> Brands, ComplaintFilter Filter, int PageSize, TimeKey? After);

internal sealed class ListComplaintsHandler(Database database, TimeProvider clock)
{
    public async Task<Result<TimedPage<Complaint>>> HandleAsync(ListComplaints query, CancellationToken ct)
    {
        if (query.Filter.Wrong() is { } wrong) { return wrong; }

        await using var transaction = await database.BeginAsync(query.Brands, ct);
        var byDue = query.Filter.State == ComplaintState.Open;
        return await (byDue ? StoredComplaints.ByDue : StoredComplaints.ByTime).ReadAsync<Complaint>(
            ComplaintFilter.Condition,
            query.Filter.Args(query.Brands, clock.GetUtcNow()),
            query.PageSize,
            query.After,
            row => new TimeKey(byDue ? row.NextDueAt!.Value : row.ComplainedAt, row.ComplaintId),
            transaction,
            ct);
    }
}
