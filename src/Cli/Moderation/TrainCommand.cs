using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using Steward.Moderation.Classification;

namespace Steward.Cli.Moderation;

/// <summary><c>moderation train FILE…</c>: makes a model of judged texts, here and without a suite, with the code that the service runs.</summary>
internal static class TrainCommand
{
    private static readonly Argument<string[]> Files = new("FILE") { Description = "Judged texts: TSV or CSV with a header line, or JSONL. FILE=1: all of it deserves the label, FILE=0: none of it; lines of other files are texts. LABEL@FILE: of a label of its own, so that one model learns several.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<bool> Own = new("--own-texts") { Description = "Trains also on the texts that were written for the project, for every label." };
    private static readonly Option<int?> MostFeatures = new("--most-features") { Description = "A small model: only so many features, those that matter most." };
    private static readonly Option<FileInfo> Out = new("--out") { Description = "Where the model goes.", DefaultValueFactory = _ => new FileInfo("model.swc") };
    private static readonly Option<bool> Json = new("--json") { Description = "Prints the figures as one JSON object." };

    public static Command Create()
    {
        var command = new Command("train", "Trains the classifier and says how it does on texts that were held out.") { Files, EvalOptions.Label, EvalOptions.TextColumn, EvalOptions.LabelColumn, Own, MostFeatures, Out, Json };
        command.SetAction(async (parsed, ct) =>
        {
            var label = parsed.GetValue(EvalOptions.Label)!;
            LabelledFile[] files = [.. parsed.GetValue(Files)!.Select(typed => LabelledFile.Parse(typed, label))];
            var own = parsed.GetValue(Own);
            if (files.Length == 0 && !own) { throw new UserException("Name files of judged texts, or --own-texts."); }

            if (parsed.GetValue(MostFeatures) is < 1) { throw new UserException("--most-features must be 1 at least."); }

            return await RunAsync(files, own ? OwnTexts.Samples() : [], parsed.GetValue(EvalOptions.TextColumn)!, parsed.GetValue(EvalOptions.LabelColumn)!, parsed.GetValue(MostFeatures) ?? int.MaxValue, parsed.GetValue(Out)!, parsed.GetValue(Json), ct);
        });
        return command;
    }

    private static async Task<int> RunAsync(IReadOnlyList<LabelledFile> files, IReadOnlyList<Sample> own, string textColumn, string labelColumn, int mostFeatures, FileInfo to, bool json, CancellationToken ct)
    {
        var passedOver = new PassedOver();
        var samples = new List<Sample>(own);
        Training? training = null;
        await EvalOptions.Progress(json).StartAsync(async progress =>
        {
            foreach (var file in files)
            {
                var reading = progress.AddTask(file.File.Name.EscapeMarkup(), maxValue: Math.Max(1, file.File.Length));
                samples.AddRange(file.Read(textColumn, labelColumn, (line, why) => passedOver.Add(file.File, line, why), bytes => reading.Value = bytes));
                reading.Value = reading.MaxValue;
            }

            foreach (var label in samples.Select(sample => sample.Label).Distinct()) { RefuseOneSided(samples, label); }

            var learning = progress.AddTask("training");
            training = await Task.Run(() => TrainModel.Train(samples, (done, all) => (learning.MaxValue, learning.Value) = (all, done), ct, mostFeatures), ct);
        });
        await File.WriteAllBytesAsync(to.FullName, ModelFile.Write(training!.Model), ct);
        if (json)
        {
            foreach (var label in training.Labels) { Console.WriteLine(JsonSerializer.Serialize(new { label = label.Label, label.Positives, label.Negatives, training.Model.Features, outOfFold = Figures.Of(label.OutOfFold), model = to.FullName, passedOver = passedOver.Count }, Figures.Json)); }

            return 0;
        }

        foreach (var label in training.Labels)
        {
            AnsiConsole.MarkupLineInterpolated($"[bold]{label.Label}[/]: {label.Positives:N0} texts that deserve it, {label.Negatives:N0} that do not, {training.Model.Features:N0} features. Held out, five-fold:");
            Figures.Print(label.OutOfFold);
        }

        AnsiConsole.MarkupLineInterpolated($"The model is in [bold]{to.FullName}[/].");
        passedOver.Print();
        return 0;
    }

    private static void RefuseOneSided(List<Sample> samples, string label)
    {
        var positives = samples.Count(sample => sample.Label == label && sample.Is);
        var others = samples.Count(sample => sample.Label == label) - positives;
        if (Math.Min(positives, others) < TrainModel.FewestOfASide)
        {
            throw new UserException($"{positives} texts are {label} and {others} are not; at least {TrainModel.FewestOfASide} of each are needed. Add files (FILE=1, FILE=0), or name the column with --label-col.");
        }
    }
}
