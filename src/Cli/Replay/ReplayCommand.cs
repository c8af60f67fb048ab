using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace Steward.Cli.Replay;

/// <summary><c>replay FILE</c>: says the messages of a chat export again at the WeCom stand-in, from where they take the way of any message.</summary>
internal static class ReplayCommand
{
    private const int ShownErrors = 10;
    private const double Slowest = 0.001;

    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "Chat export: TSV with a header line, or JSONL (.jsonl, .ndjson)." }.AcceptExistingOnly();
        var corp = new Option<string?>("--corp") { Description = "Corp id whose groups speak; default: the stand-in's first." };
        var speed = new Option<double>("--speed") { Description = "1 = as fast as it was said, 60 = a minute a second, 0 = as fast as possible.", DefaultValueFactory = _ => 0 };
        var columns = new Option<ColumnMap>("--map-columns") { Description = "time=…,group=…,sender=…,text=… when the export names its columns otherwise.", CustomParser = ColumnMap.Parse, DefaultValueFactory = _ => ColumnMap.Default };
        speed.Validators.Add(result =>
        {
            // The value itself cannot be asked for: where the text is no number, that throws.
            if (result.Tokens is [var token] && double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var factor) && factor is not (0 or >= Slowest))
            {
                result.AddError($"--speed must be 0, or {Slowest} or more.");
            }
        });
        var command = new Command("replay", "Replays a chat export at the WeCom stand-in.") { file, corp, speed, columns };
        command.SetAction(async (parsed, ct) => await RunAsync(parsed.GetValue(file)!, parsed.GetValue(corp), parsed.GetValue(speed), parsed.GetValue(columns)!, ct));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo file, string? corp, double speed, ColumnMap map, CancellationToken ct)
    {
        await using var suite = await Suite.ConnectAsync(ct);
        using var simulator = new SimulatorClient(suite.Address("simulator"));
        corp ??= (await simulator.CorpsAsync(ct))[0].CorpId;
        using var reader = file.OpenText();
        var json = file.Extension is ".jsonl" or ".ndjson";
        var replay = new ReplayMessages(simulator, TimeProvider.System, corp, speed);
        await AnsiConsole.Progress().StartAsync(async progress =>
        {
            var task = progress.AddTask(file.Name.EscapeMarkup(), maxValue: Math.Max(1, file.Length));
            await replay.RunAsync(ChatExport.Read(reader, json, map), bytes => task.Increment(bytes), ct);
            task.Value = task.MaxValue;
        });

        var errors = replay.Errors.ToList();
        AnsiConsole.WriteLine($"{replay.Accepted} messages replayed, {errors.Count} lines passed over.");
        foreach (var (line, reason) in errors.Take(ShownErrors)) { AnsiConsole.WriteLine($"  line {line}: {reason}"); }

        if (errors.Count > ShownErrors) { AnsiConsole.WriteLine($"  … and {errors.Count - ShownErrors} more"); }

        return replay.Accepted > 0 ? 0 : 1;
    }
}
