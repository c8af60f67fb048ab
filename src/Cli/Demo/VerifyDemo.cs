using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Steward.Contracts.Ops.V1;

namespace Steward.Cli.Demo;

/// <summary>
/// Plays the demo day at full speed and compares every count with what the world was made to contain. Counts are differences, so
/// it can run on a suite that has seen traffic before.
/// </summary>
internal sealed class VerifyDemo(Suite suite, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<int> RunAsync(CancellationToken ct)
    {
        using var simulator = new SimulatorClient(suite.Address("simulator"));
        using var shoppers = new Shoppers(suite, clock);
        var brands = DemoFiles.Brands();
        var world = await simulator.WorldAsync(ct);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var archivedBefore = (await simulator.CorpsAsync(ct)).Sum(corp => corp.Archived);
        var before = await Tally.ReadAsync(suite, brands, today, ct);

        await simulator.SetEmployeesAsync(TimeSpan.FromMilliseconds(50), ct);
        var watch = Stopwatch.StartNew();
        if (!await simulator.StartDayAsync(0, ct)) { throw new UserException("A demo day is running at the stand-in; stop it first (POST /sim/v1/day/stop)."); }

        var run = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        foreach (var brand in brands) { await shoppers.GoAsync(brand, run, ct); }

        var screenedAfter = TimeSpan.Zero;
        IReadOnlyList<Check> checks;
        Tally now;
        while (true)
        {
            var current = await Tally.ReadAsync(suite, brands, today, ct);
            // What is open is open whoever began it; everything else is what this day added.
            now = current - (before with { CommandsOpen = 0, PostsOpen = 0 });
            if (screenedAfter == TimeSpan.Zero && now.Screened >= world.Messages) { screenedAfter = watch.Elapsed; }

            checks = await ChecksAsync(simulator, shoppers, world, brands, archivedBefore, now, ct);
            if (checks.All(check => check.Ok) || watch.Elapsed > Patience) { break; }

            await Task.Delay(Step, clock, ct);
        }

        var ok = checks.All(check => check.Ok);
        var summary = new
        {
            ok,
            messages = world.Messages,
            seconds = Math.Round(watch.Elapsed.TotalSeconds, 1),
            screenedWithinSeconds = Math.Round(screenedAfter.TotalSeconds, 1),
            outcomes = new { now.Chatter, now.Offences, now.AnsweredByKnowledge, now.HandedToPeople, sum = now.Chatter + now.Offences + now.AnsweredByKnowledge + now.HandedToPeople },
            totals = now,
            checks,
        };
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(summary, Json));
        return ok ? 0 : 1;
    }

    private async Task<IReadOnlyList<Check>> ChecksAsync(
        SimulatorClient simulator, Shoppers shoppers, SimulatedWorld world, IReadOnlyList<DemoBrand> brands, long archivedBefore, Tally now, CancellationToken ct)
    {
        // What employees confirm appears in the archive too: the day's messages and these echoes are all there is.
        var archived = (await simulator.CorpsAsync(ct)).Sum(corp => corp.Archived) - archivedBefore;
        var day = await simulator.DayAsync(ct);
        var shopping = brands.Select(brand => DemoFiles.Shopping(brand.Id)).ToList();
        var visits = shopping.SelectMany(brand => brand.Links).ToList();
        var attributed = visits.SelectMany(link => link.Orders).Where(order => order.Click is not null).ToList();
        var orders = visits.SelectMany(link => link.Orders).Concat(shopping.SelectMany(brand => brand.Unattributed)).ToList();
        var checks = new List<Check>
        {
            new("messages of the day said at the stand-in", world.Messages, day.Emitted),
            new("accepted by Channels = day + echoes of confirmed sends", archived, now.Accepted),
            new("screened by Moderation = accepted", now.Accepted, now.Screened),
            new("chatter + questions + offences = screened", now.Screened, now.Chatter + now.Questions + now.Offences),
            new("offences = adverts + abuse of the day", world.Intents["advert"] + world.Intents["abuse"], now.Offences),
            new("questions of the day", world.Intents["question_kb"] + world.Intents["question_human"], now.Questions),
            new("answered by the knowledge base", world.Intents["question_kb"], now.AnsweredByKnowledge),
            new("handed on to people", world.Intents["question_human"], now.HandedToPeople),
            new("questions that reached Staffing = handed on", now.HandedToPeople, now.WorkQuestions),
            new("seen by Members = screened", now.Screened, now.SeenByMembers),
            new("seen by Staffing = screened", now.Screened, now.SeenByStaffing),
            new("seen by Conversions = screened", now.Screened, now.SeenByConversions),
            new("commands without an outcome", 0, now.CommandsOpen),
            new("commands that failed", 0, now.CommandsFailed),
            new("calendar posts not sent", 0, now.PostsOpen),
            new("clicks", visits.Sum(link => link.Clicks), now.Clicks),
            new("orders", orders.Count, now.Orders),
            new("revenue in fen", orders.Sum(order => order.AmountFen), now.RevenueFen),
            new("orders credited to a click", attributed.Count, now.AttributedOrders),
            new("revenue credited, in fen", attributed.Sum(order => order.AmountFen), now.AttributedRevenueFen),
            new("dead letters", 0, await DeadLettersAsync(ct)),
        };
        foreach (var brand in brands)
        {
            checks.Add(new($"groups that the key of {brand.Code} sees", world.Brands.Single(part => part.CorpId == brand.CorpId).Groups, await shoppers.GroupsSeenAsync(brand, ct)));
        }

        return checks;
    }

    private async Task<long> DeadLettersAsync(CancellationToken ct)
    {
        long letters = 0;
        foreach (var service in Suite.Services)
        {
            var found = await suite.ClientOf<DeadLetterService.DeadLetterServiceClient>(service).ListDeadLettersAsync(new ListDeadLettersRequest(), cancellationToken: ct);
            letters += found.Queues.Sum(queue => queue.Count);
        }

        return letters;
    }

    /// <summary>One count that must be right.</summary>
    private sealed record Check(string Name, long Expected, long Actual)
    {
        public bool Ok => Expected == Actual;
    }
}
