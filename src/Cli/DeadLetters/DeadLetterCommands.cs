using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Steward.Contracts.Ops.V1;

namespace Steward.Cli.DeadLetters;

/// <summary><c>dlq list|replay|drop</c>: messages that every retry failed on.</summary>
internal static class DeadLetterCommands
{
    private static readonly Option<string?> Service = new("--service") { Description = "Only this service; default: all." };
    private static readonly Option<string> Queue = new("--queue") { Description = "Only this queue; default: all.", DefaultValueFactory = _ => string.Empty };
    private static readonly Option<int> Limit = new("--limit") { Description = "At most so many per queue, oldest first; 0 = all.", DefaultValueFactory = _ => 0 };
    private static readonly Option<bool> Yes = new("--yes") { Description = "Do not ask." };

    public static Command Create()
    {
        Service.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } name && !Suite.Services.Contains(name)) { result.AddError($"--service must be one of {string.Join(", ", Suite.Services)}."); }
        });
        var peek = new Option<int>("--peek") { Description = "Letters to show per queue, 0 to 50.", DefaultValueFactory = _ => 3 };
        var list = new Command("list", "Lists dead letters with their reasons.") { Service, peek };
        list.SetAction(async (parsed, ct) => await ListAsync(parsed.GetValue(Service), parsed.GetValue(peek), ct));
        var replay = new Command("replay", "Puts dead letters back into their queues.") { Service, Queue, Limit };
        replay.SetAction(async (parsed, ct) => await EachAsync(
            parsed.GetValue(Service),
            async client => (await client.ReplayDeadLettersAsync(new ReplayDeadLettersRequest { Queue = parsed.GetValue(Queue), Limit = parsed.GetValue(Limit) }, cancellationToken: ct)).Replayed,
            "replayed",
            ct));
        var drop = new Command("drop", "Throws dead letters away for good.") { Service, Queue, Limit, Yes };
        drop.SetAction(async (parsed, ct) =>
        {
            if (!parsed.GetValue(Yes) && Console.IsInputRedirected) { throw new UserException("Nobody is there to ask: say --yes to throw dead letters away for good."); }

            if (!parsed.GetValue(Yes) && !await new ConfirmationPrompt("Throw these dead letters away for good?") { DefaultValue = false }.ShowAsync(AnsiConsole.Console, ct)) { return 1; }

            return await EachAsync(
                parsed.GetValue(Service),
                async client => (await client.DropDeadLettersAsync(new DropDeadLettersRequest { Queue = parsed.GetValue(Queue), Limit = parsed.GetValue(Limit) }, cancellationToken: ct)).Dropped,
                "dropped",
                ct);
        });
        return new Command("dlq", "Messages that every retry failed on.") { list, replay, drop };
    }

    private static async Task<int> ListAsync(string? service, int peek, CancellationToken ct)
    {
        await using var suite = await Suite.ConnectAsync(ct);
        var table = new Table().AddColumns("queue", "letters", "failed at", "reason", "message");
        foreach (var name in service is null ? Suite.Services : [service])
        {
            var found = await suite.ClientOf<DeadLetterService.DeadLetterServiceClient>(name).ListDeadLettersAsync(new ListDeadLettersRequest { Peek = peek }, cancellationToken: ct);
            foreach (var queue in found.Queues)
            {
                table.AddRow(queue.Queue, queue.Count.ToString(CultureInfo.InvariantCulture), string.Empty, string.Empty, string.Empty);
                foreach (var letter in queue.Oldest)
                {
                    table.AddRow(string.Empty, string.Empty, letter.FailedAt?.ToDateTimeOffset().ToString("u", CultureInfo.InvariantCulture) ?? string.Empty, letter.Error.EscapeMarkup(), letter.MessageId);
                }
            }
        }

        if (table.Rows.Count == 0) { AnsiConsole.WriteLine("No dead letters."); }
        else { AnsiConsole.Write(table); }

        return 0;
    }

    private static async Task<int> EachAsync(string? service, Func<DeadLetterService.DeadLetterServiceClient, Task<long>> act, string did, CancellationToken ct)
    {
        await using var suite = await Suite.ConnectAsync(ct);
        long total = 0;
        foreach (var name in service is null ? Suite.Services : [service])
        {
            total += await act(suite.ClientOf<DeadLetterService.DeadLetterServiceClient>(name));
        }

        AnsiConsole.WriteLine($"{total} {did}.");
        return 0;
    }
}
