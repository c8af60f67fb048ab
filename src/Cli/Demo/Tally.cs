using Steward.Cli.Status;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Content.V1;
using Steward.Contracts.Conversions.V1;
using Steward.Contracts.Members.V1;
using Steward.Contracts.Staffing.V1;

namespace Steward.Cli.Demo;

/// <summary>Every count of the way of a message, over all demo brands, as the services that own them give it.</summary>
internal sealed record Tally
{
    public long Accepted { get; init; }
    public long Screened { get; init; }
    public long Chatter { get; init; }
    public long Questions { get; init; }
    public long Offences { get; init; }
    public long AnsweredByKnowledge { get; init; }
    public long HandedToPeople { get; init; }
    public long WorkQuestions { get; init; }
    public long SeenByStaffing { get; init; }
    public long SeenByMembers { get; init; }
    public long SeenByConversions { get; init; }
    public long Clicks { get; init; }
    public long Orders { get; init; }
    public long RevenueFen { get; init; }
    public long AttributedOrders { get; init; }
    public long AttributedRevenueFen { get; init; }
    public long CommandsConfirmed { get; init; }
    public long CommandsFailed { get; init; }
    public long CommandsOpen { get; init; }
    public long PostsConfirmed { get; init; }
    public long PostsOpen { get; init; }
    public long Cases { get; init; }
    public long WorkItems { get; init; }

    public static async Task<Tally> ReadAsync(Suite suite, IReadOnlyList<DemoBrand> brands, DateOnly today, CancellationToken ct)
    {
        var sum = new Tally();
        foreach (var brand in brands) { sum += await ReadAsync(suite, brand.Id.ToString(), today, ct); }

        return sum;
    }

    public static Tally operator +(Tally a, Tally b) => Combine(a, b, (x, y) => x + y);

    /// <summary>What came since <paramref name="b"/>.</summary>
    public static Tally operator -(Tally a, Tally b) => Combine(a, b, (x, y) => x - y);

    private static async Task<Tally> ReadAsync(Suite suite, string brand, DateOnly today, CancellationToken ct)
    {
        var flow = await Flow.ReadAsync(suite, brand, ct);
        var work = await suite.Client<WorkItemService.WorkItemServiceClient>().GetWorkTotalsAsync(new GetWorkTotalsRequest { BrandId = brand }, cancellationToken: ct);
        var activity = await suite.Client<MemberService.MemberServiceClient>().GetActivityTotalsAsync(new GetActivityTotalsRequest { BrandId = brand }, cancellationToken: ct);
        var period = new GetSummaryRequest { BrandId = brand, FromDay = today.AddDays(-30).ToString("yyyy-MM-dd"), ToDay = today.AddDays(30).ToString("yyyy-MM-dd") };
        var summary = (await suite.Client<ReportService.ReportServiceClient>().GetSummaryAsync(period, cancellationToken: ct)).Total;
        return new Tally
        {
            Accepted = flow.Accepted, Screened = flow.Screened, Chatter = flow.Chatter, Questions = flow.Questions, Offences = flow.Offences, Cases = flow.Cases,
            AnsweredByKnowledge = flow.Answered, HandedToPeople = flow.HandedOn,
            WorkQuestions = work.Questions, WorkItems = work.Items, SeenByStaffing = work.MessagesSeen, SeenByMembers = activity.Messages,
            SeenByConversions = summary.Messages + summary.StaffMessages, Clicks = summary.Clicks, Orders = summary.Orders, RevenueFen = summary.RevenueFen,
            AttributedOrders = summary.AttributedOrders, AttributedRevenueFen = summary.AttributedRevenueFen,
            CommandsConfirmed = await CommandsAsync(suite, brand, "confirmed", ct),
            CommandsFailed = await CommandsAsync(suite, brand, "failed", ct) + await CommandsAsync(suite, brand, "partly", ct),
            CommandsOpen = await CommandsAsync(suite, brand, "planned", ct) + await CommandsAsync(suite, brand, "blocked", ct) + await CommandsAsync(suite, brand, "awaiting-confirm", ct) + await CommandsAsync(suite, brand, "dispatched", ct) + await CommandsAsync(suite, brand, "unknown", ct),
            PostsConfirmed = await PostsAsync(suite, brand, "confirmed", ct),
            PostsOpen = await PostsAsync(suite, brand, "scheduled", ct) + await PostsAsync(suite, brand, "sending", ct),
        };
    }

    private static async Task<long> CommandsAsync(Suite suite, string brand, string state, CancellationToken ct) =>
        (await suite.Client<CommandService.CommandServiceClient>().ListCommandsAsync(new ListCommandsRequest { BrandId = brand, State = state, PageSize = 1 }, cancellationToken: ct)).Total;

    private static async Task<long> PostsAsync(Suite suite, string brand, string state, CancellationToken ct) =>
        (await suite.Client<CalendarService.CalendarServiceClient>().ListEntriesAsync(new ListEntriesRequest { BrandId = brand, State = state, PageSize = 1 }, cancellationToken: ct)).Total;

    private static Tally Combine(Tally a, Tally b, Func<long, long, long> how)
    {
        var result = new Tally();
        foreach (var count in typeof(Tally).GetProperties()) { count.SetValue(result, how((long)count.GetValue(a)!, (long)count.GetValue(b)!)); }

        return result;
    }
}
