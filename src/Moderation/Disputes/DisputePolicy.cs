using Steward.Kernel;
using Steward.Moderation.Policies;

namespace Steward.Moderation.Disputes;

/// <summary>By when the steps of the protocol have to be taken in a brand, and what its register is like. A complaint keeps the deadlines that it got when it opened.</summary>
internal sealed record DisputePolicy : IBrandPolicy
{
    private const int Week = 7 * 24 * 60;
    private const int Month = 30 * 24 * 60;
    private const int MostReopenDays = 90;
    private const int MostSystems = 20;
    private const int LongestSystem = 50;
    private const double LeastSure = 0.5;

    public static string Table => "dispute_policies";

    public int FirstResponseMinutes { get; init; } = 10;
    public int PrivateCalmingMinutes { get; init; } = 30;
    public int TicketMinutes { get; init; } = 60;
    public int StopSpreadMinutes { get; init; } = 60;
    public int ResolutionMinutes { get; init; } = 24 * 60;

    /// <summary>Within so many days of its end a complaint is opened again.</summary>
    public int ReopenDays { get; init; } = 7;

    /// <summary>Of the register's days.</summary>
    public string TimeZone { get; init; } = "Asia/Shanghai";

    /// <summary>The brand's systems for tickets, as they are offered.</summary>
    public IReadOnlyList<string> TicketSystems { get; init; } = [];

    /// <summary>How sure screening must be to register a complaint by itself; 0: never.</summary>
    public double AutomaticFrom { get; init; }

    /// <summary>Whether what screening takes for a complaint with this probability is registered.</summary>
    public bool Registers(double probability) => AutomaticFrom > 0 && probability >= AutomaticFrom;

    public int MinutesOf(string step) => step switch
    {
        DisputeStep.FirstResponse => FirstResponseMinutes,
        DisputeStep.PrivateCalming => PrivateCalmingMinutes,
        DisputeStep.Ticket => TicketMinutes,
        DisputeStep.StopSpread => StopSpreadMinutes,
        _ => ResolutionMinutes,
    };

    public Problem? Wrong()
    {
        var (names, values) = (
            (string[])["first_response_minutes", "private_calming_minutes", "ticket_minutes", "stop_spread_minutes"],
            (int[])[FirstResponseMinutes, PrivateCalmingMinutes, TicketMinutes, StopSpreadMinutes]);
        List<string> wrong = [];
        for (var i = 0; i < names.Length; i++)
        {
            if (values[i] is < 1 or > Week) { wrong.Add($"{names[i]} must be 1 to {Week}"); }
            else if (values[i] > ResolutionMinutes) { wrong.Add($"{names[i]} must not be later than resolution_minutes"); }
        }

        if (ResolutionMinutes is < 1 or > Month) { wrong.Add($"resolution_minutes must be 1 to {Month}"); }

        if (ReopenDays is < 0 or > MostReopenDays) { wrong.Add($"reopen_days must be 0 to {MostReopenDays}"); }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone) || !zone.HasIanaId) { wrong.Add("time_zone must be the name of a zone, such as Asia/Shanghai"); }

        if (TicketSystems.Count > MostSystems || TicketSystems.Any(name => name.Trim().Length == 0 || name.Length > LongestSystem || name.Contains('\0')))
        {
            wrong.Add($"ticket_systems may be {MostSystems} at most, each of 1 to {LongestSystem} characters");
        }

        if (AutomaticFrom is not (0 or >= LeastSure and <= 1)) { wrong.Add($"automatic_from must be 0, or {LeastSure} to 1"); }

        return wrong.Count == 0 ? null : DisputeProblems.BadPolicy(wrong);
    }
}
