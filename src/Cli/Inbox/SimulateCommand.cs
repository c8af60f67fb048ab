using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Steward.Cli.Moderation;
using Steward.Staffing.Routing;
using Steward.Staffing.Simulation;

namespace Steward.Cli.Inbox;

/// <summary><c>inbox simulate</c>: days of arrivals for a crew, routed by the service's own router.</summary>
internal static class SimulateCommand
{
    private const double LeverageShare = 0.9;
    private const double VisitSeconds = 15;
    private static readonly Assumptions Usual = new();

    private static readonly Option<int> Operators = Number("--operators", Usual.Operators, "People who work on a day.");
    private static readonly Option<int> Groups = Number("--groups", Usual.GroupsEach, "Groups for each of them.");
    private static readonly Option<int> GroupsABrand = Number("--groups-a-brand", Usual.GroupsABrand, "Groups of a brand.");
    private static readonly Option<int> Brands = Number("--brands", Usual.BrandsEach, "For how many brands each may work.");
    private static readonly Option<double> Questions = Number("--questions", Usual.QuestionsAGroup, "Questions of a group in a day.");
    private static readonly Option<double> Deflected = Number("--deflected", Usual.Deflected, "Share of the questions that the knowledge base answers alone.");
    private static readonly Option<double> Suggested = Number("--suggested", Usual.Suggested, "Share of the others for which a suggestion only has to be sent.");
    private static readonly Option<double> SuggestedSeconds = Number("--suggested-seconds", Usual.SuggestedSeconds, "Seconds to send a suggestion, median.");
    private static readonly Option<double> WrittenSeconds = Number("--written-seconds", Usual.WrittenSeconds, "Seconds to write an answer, median.");
    private static readonly Option<double> Present = Number("--present", Usual.Present, "Share of a shift at the inbox.");
    private static readonly Option<string> Shifts = Number("--shifts", string.Join(',', Usual.Shifts), "Who works when: from-until:share, with hours before 9 or after 20 for all brands.");
    private static readonly Option<int> Capacity = Number("--capacity", Usual.Capacity, "Matters that somebody may have at once.");
    private static readonly Option<int> Days = Number("--days", Usual.Days, "Measured days.");
    private static readonly Option<double> Within = Number("--within", Usual.WithinMinutes, "Minutes on duty in which a person's first answer is promised.");
    private static readonly Option<int> Turn = Number("--turn", Usual.TurnSeconds, "Seconds between two turns of the router.");
    private static readonly Option<int> Seed = Number("--seed", Usual.Seed, "Of the dice.");
    private static readonly Option<bool> Find = new("--leverage") { Description = "Finds the most groups for each person with 90 % answered in time, instead of --groups." };
    private static readonly Option<bool> Json = new("--json") { Description = "Prints assumptions and figures as one JSON object." };

    public static Command Create()
    {
        var command = new Command("simulate", "Days of arrivals for a crew: answers in time, waits, load, and with --leverage how many groups a person can serve. Every assumption is an option and is printed.")
        {
            Operators, Groups, GroupsABrand, Brands, Questions, Deflected, Suggested, SuggestedSeconds, WrittenSeconds, Present, Shifts, Capacity, Days, Within, Turn, Seed, Find, Json,
        };
        command.SetAction((parsed, ct) =>
        {
            var assumed = Read(parsed);
            if (assumed.Wrong() is { } wrong) { throw new UserException($"{wrong.Name} must be {wrong.Rule}."); }

            var (json, find) = (parsed.GetValue(Json), parsed.GetValue(Find));
            var report = Run(assumed, find, json, ct);
            if (json) { Console.WriteLine(JsonSerializer.Serialize(report, Figures.Json)); }
            else { Print(report, find); }

            return Task.FromResult(0);
        });
        return command;
    }

    private static Assumptions Read(ParseResult parsed) => new()
    {
        Operators = parsed.GetValue(Operators), GroupsEach = parsed.GetValue(Groups), GroupsABrand = parsed.GetValue(GroupsABrand), BrandsEach = parsed.GetValue(Brands), QuestionsAGroup = parsed.GetValue(Questions),
        Deflected = parsed.GetValue(Deflected), Suggested = parsed.GetValue(Suggested), SuggestedSeconds = parsed.GetValue(SuggestedSeconds), WrittenSeconds = parsed.GetValue(WrittenSeconds), Present = parsed.GetValue(Present),
        Capacity = parsed.GetValue(Capacity), Days = parsed.GetValue(Days), WithinMinutes = parsed.GetValue(Within), TurnSeconds = parsed.GetValue(Turn), Seed = parsed.GetValue(Seed),
        Shifts = Shift.Parse(parsed.GetValue(Shifts)!) ?? throw new UserException($"--shifts must be like {string.Join(',', Usual.Shifts)}: hours from 0 to 24, and shares."),
    };

    private static Report Run(Assumptions assumed, bool find, bool quiet, CancellationToken ct)
    {
        Report? report = null;
        EvalOptions.Progress(quiet).Start(progress =>
        {
            var task = progress.AddTask(find ? "searching" : "simulating", maxValue: 1);
            if (find)
            {
                var found = Leverage.Find(assumed, LeverageShare, new RouterRules(), share => task.Value = share, ct)
                    ?? throw new UserException("Not even 25 groups for each person are answered in time so: let the base answer more, or promise less.");
                report = new Report(assumed with { GroupsEach = found.Groups }, found.Figures, found.Groups, Leverage.GoingRound(assumed, LeverageShare, VisitSeconds));
            }
            else { report = new Report(assumed, Leverage.Simulate(assumed, new RouterRules(), share => task.Value = share, ct), null, null); }
        });
        return report!;
    }

    private static void Print(Report report, bool found)
    {
        var (assumed, figures) = (report.Assumed, report.Figures);
        var suppositions = new Table().Title("assumed").HideHeaders().AddColumns("what", "value");
        suppositions.AddRow("people; groups for each; groups of a brand; brands each may work for", $"{assumed.Operators:N0}; {assumed.GroupsEach:N0}; {assumed.GroupsABrand:N0}; {assumed.BrandsEach}");
        suppositions.AddRow("a group's questions, complaints, signs of intent in a day", $"{assumed.QuestionsAGroup}; {assumed.ComplaintsAGroup}; {assumed.IntentsAGroup}");
        suppositions.AddRow("questions answered by the base alone; right suggestion for the others", $"{assumed.Deflected:P0}; {assumed.Suggested:P0}");
        suppositions.AddRow("seconds, median: send a suggestion, write, intent, complaint (log-normal)", $"{assumed.SuggestedSeconds}; {assumed.WrittenSeconds}; {assumed.IntentSeconds}; {assumed.ComplaintSeconds} (σ {assumed.SecondsSpread})");
        suppositions.AddRow("shifts", $"{string.Join(", ", assumed.Shifts)} (hours:share; outside of 9 to 20 o'clock for all brands); {assumed.Present:P0} of a shift at the inbox; {assumed.Capacity} matters at once at most");
        suppositions.AddRow("arrivals", $"by hour of the day, {assumed.AfterPosts:P0} after its brand's three posts, each over an hour; {assumed.Days} days after one that warms up");
        suppositions.AddRow("promise", $"{assumed.WithinMinutes} minutes on duty, 9 to 20 o'clock every day");
        AnsiConsole.Write(suppositions);

        var table = new Table().Title("simulated").HideHeaders().AddColumns("what", "figure");
        table.AddRow("matters for a person; each day", $"{figures.Matters:N0}; {figures.EachADay:N0} a person");
        table.AddRow("first answer in time; of complaints", $"{figures.Within:P1}; {figures.ComplaintsWithin:P1}");
        table.AddRow("minutes on duty until the answer, p50, p90, p99", $"{Minutes(figures.WaitP50)}; {Minutes(figures.WaitP90)}; {Minutes(figures.WaitP99)} (p90 by the clock on the wall {Minutes(figures.WallP90)})");
        table.AddRow("busy, of the shift; never answered", $"{figures.Busy:P0}; {figures.Unanswered:N0}");
        table.AddRow("busy by hour", string.Join("  ", figures.BusyByHour.Select((busy, hour) => busy is { } share ? $"{hour}:{share:P0}" : "").Where(text => text.Length > 0)));
        table.AddRow("late, by the hour in which it came", string.Join("  ", figures.LateByHour.Select((late, hour) => late > 0 ? $"{hour}:{late:N0}" : "").Where(text => text.Length > 0)));
        table.AddRow("what limits it", Limit(assumed, figures));
        AnsiConsole.Write(table);
        if (found)
        {
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{report.Leverage:N0}[/] groups for each person with {LeverageShare:P0} answered within {assumed.WithinMinutes} minutes on duty. Going round the groups one by one ({VisitSeconds} s a visit, every answer written) would allow {report.GoingRound:N0}.");
        }
    }

    /// <summary>The hour in which most is late, and whether people were free then.</summary>
    private static string Limit(Assumptions assumed, DayFigures figures)
    {
        const double Full = 0.97;
        if (figures.WorstHour is not { } hour) { return "nothing was late"; }

        var share = figures.LateByHour[hour] / (double)figures.LateByHour.Sum();
        return figures.BusyByHour[hour] is not { } busy ? $"what comes at night waits for the morning: {share:P0} of what was late came between {hour} and {hour + 1} o'clock, when nobody works"
            : busy >= Full ? $"people: {share:P0} of what was late came between {hour} and {hour + 1} o'clock, when everybody was busy ({busy:P0}); the day as a whole leaves {1 - figures.Busy:P0} free"
            : $"who may take it: {share:P0} of what was late came between {hour} and {hour + 1} o'clock, although people were free ({1 - busy:P0}): {assumed.BrandsEach} brands each, {assumed.Capacity} matters at once";
    }

    private static string Minutes(double minutes) => $"{minutes:N1} min";

    private static Option<T> Number<T>(string name, T usual, string description) => new(name) { Description = description, DefaultValueFactory = _ => usual };

    /// <summary>What is printed.</summary>
    private sealed record Report(Assumptions Assumed, DayFigures Figures, int? Leverage, int? GoingRound);
}
