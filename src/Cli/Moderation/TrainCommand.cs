using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using Steward.Moderation.Classification;

namespace Steward.Cli.Moderation;

/// <summary><c>moderation train FILE…</c>: makes a model of judged texts, here and without a suite, with the code that the service runs.</summary>
internal static class TrainCommand
{
    private static readonly Argument<string[]> Files = new("FILE") { Description = "Judged texts: TSV or CSV with a header line, or JSONL. FILE=1: all of it deserves the label, FILE=0: none of it; lines of other files are texts.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<FileInfo> Out = new("--out") { Description = "Where the model goes.", DefaultValueFactory = _ => new FileInfo("model.swc") };
    private static readonly Option<bool> Json = new("--json") { Description = "Prints the figures as one JSON object." };

    public static Command Create()
    {
        var command = new Command("train", "Trains the classifier for one label and says how it does on texts that were held out.") { Files, EvalOptions.Label, EvalOptions.TextColumn, EvalOptions.LabelColumn, Out, Json };
        command.SetAction(async (parsed, ct) => await RunAsync(
            [.. parsed.GetValue(Files)!.Select(LabelledFile.Parse)], parsed.GetValue(EvalOptions.Label)!, parsed.GetValue(EvalOptions.TextColumn)!, parsed.GetValue(EvalOptions.LabelColumn)!, parsed.GetValue(Out)!, parsed.GetValue(Json), ct));
        return command;
    }

    private static async Task<int> RunAsync(IReadOnlyList<LabelledFile> files, string label, string textColumn, string labelColumn, FileInfo to, bool json, CancellationToken ct)
    {
        var passedOver = new PassedOver();
        var samples = new List<Sample>();
        Training? training = null;
        await EvalOptions.Progress(json).StartAsync(async progress =>
        {
            foreach (var file in files)
            {
                var reading = progress.AddTask(file.File.Name.EscapeMarkup(), maxValue: Math.Max(1, file.File.Length));
                samples.AddRange(file.Read(label, textColumn, labelColumn, (line, why) => passedOver.Add(file.File, line, why), bytes => reading.Value = bytes));
                reading.Value = reading.MaxValue;
            }

            RefuseOneSided(samples, label);
            var learning = progress.AddTask("training");
            training = await Task.Run(() => TrainModel.Train(samples, (done, all) => (learning.MaxValue, learning.Value) = (all, done), ct), ct);
        });
        await File.WriteAllBytesAsync(to.FullName, ModelFile.Write(training!.Model), ct);
        var trained = training.Labels.Single();
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { label, trained.Positives, trained.Negatives, training.Model.Features, outOfFold = Figures.Of(trained.OutOfFold), model = to.FullName, passedOver = passedOver.Count }, Figures.Json));
            return 0;
        }

        AnsiConsole.MarkupLineInterpolated($"[bold]{label}[/]: {trained.Positives:N0} texts that deserve it, {trained.Negatives:N0} that do not, {training.Model.Features:N0} features. Held out, five-fold:");
        Figures.Print(trained.OutOfFold);
        AnsiConsole.MarkupLineInterpolated($"The model is in [bold]{to.FullName}[/].");
        passedOver.Print();
        return 0;
    }

    private static void RefuseOneSided(List<Sample> samples, string label)
    {
        var positives = samples.Count(sample => sample.Is);
        if (Math.Min(positives, samples.Count - positives) < TrainModel.FewestOfASide)
        {
            throw new UserException($"{positives} texts are {label} and {samples.Count - positives} are not; at least {TrainModel.FewestOfASide} of each are needed. Add files (FILE=1, FILE=0), or name the column with --label-col.");
        }
    }
}
