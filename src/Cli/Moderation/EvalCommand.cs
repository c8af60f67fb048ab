using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using Steward.Moderation.Classification;

namespace Steward.Cli.Moderation;

/// <summary><c>moderation eval FILE…</c>: how a model does on judged texts.</summary>
internal static class EvalCommand
{
    private const string Shipped = "shipped";
    private static readonly Argument<string[]> Files = new("FILE") { Description = "Judged texts, as for train.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<FileInfo> Model = new("--model") { Description = "The model, as train writes it; shipped: the one that comes with the program.", DefaultValueFactory = _ => new FileInfo("model.swc") };
    private static readonly Option<double?> Threshold = new("--threshold") { Description = "From this probability on the label is given; default: the model's own." };
    private static readonly Option<bool> Acting = new("--act") { Description = "Judges what the model would act on without a person, instead of what it would label." };
    private static readonly Option<FileInfo?> Plot = new("--plot") { Description = "Draws ROC and calibration as SVG." };
    private static readonly Option<bool> Json = new("--json") { Description = "Prints the figures as one JSON object." };

    public static Command Create()
    {
        var command = new Command("eval", "Judges a model on texts: precision, recall, F1, false positives, AUC, confusion, calibration.")
        {
            Files, EvalOptions.Label, EvalOptions.TextColumn, EvalOptions.LabelColumn, Model, Threshold, Acting, Plot, Json,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var model = await LoadAsync(parsed.GetValue(Model)!, ct);
            var label = parsed.GetValue(EvalOptions.Label)!;
            var column = Label.All.ToList().IndexOf(label);
            var reading = model.Readings[column];
            if (reading == Reading.Untrained) { throw new UserException($"The model was not trained for {label}."); }

            var threshold = parsed.GetValue(Threshold) ?? (parsed.GetValue(Acting) ? reading.Act : reading.Decide);
            var passedOver = new PassedOver();
            var judged = Judge(model, column, [.. parsed.GetValue(Files)!.Select(typed => LabelledFile.Parse(typed, label))], parsed.GetValue(EvalOptions.TextColumn)!, parsed.GetValue(EvalOptions.LabelColumn)!, parsed.GetValue(Json), parsed.GetValue(Acting), passedOver);
            if (judged.Count == 0) { throw new UserException("There is no text to judge."); }

            var evaluation = Evaluation.Of(judged, threshold);
            if (parsed.GetValue(Plot) is { } plot) { await File.WriteAllTextAsync(plot.FullName, EvaluationPlot.Of(judged, evaluation), ct); }

            if (parsed.GetValue(Json))
            {
                Console.WriteLine(JsonSerializer.Serialize(new { label, texts = judged.Count, figures = Figures.Of(evaluation), passedOver = passedOver.Count }, Figures.Json));
                return 0;
            }

            AnsiConsole.MarkupLineInterpolated($"[bold]{label}[/] on {judged.Count:N0} texts:");
            Figures.Print(evaluation);
            passedOver.Print();
            return 0;
        });
        return command;
    }

    /// <exception cref="UserException">The file is no model.</exception>
    public static async Task<LinearModel> LoadAsync(FileInfo file, CancellationToken ct)
    {
        if (!file.Exists) { return file.Name == Shipped ? ShippedModel.Model : throw new UserException($"There is no model {file.FullName}; make one with 'moderation train', or name it with --model ('{Shipped}' is the one that comes with the program)."); }

        try
        {
            return ModelFile.Read(await File.ReadAllBytesAsync(file.FullName, ct));
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            throw new UserException($"{file.Name} is no model: {exception.Message}.");
        }
    }

    private static List<(float Probability, bool Is)> Judge(LinearModel model, int column, IReadOnlyList<LabelledFile> files, string textColumn, string labelColumn, bool quiet, bool acting, PassedOver passedOver)
    {
        var (features, scores, judged) = (new Features(), new float[LinearModel.Width], new List<(float, bool)>());
        EvalOptions.Progress(quiet).Start(progress =>
        {
            foreach (var file in files)
            {
                var task = progress.AddTask(file.File.Name.EscapeMarkup(), maxValue: Math.Max(1, file.File.Length));
                foreach (var sample in file.Read(textColumn, labelColumn, (line, why) => passedOver.Add(file.File, line, why), bytes => task.Value = bytes))
                {
                    var familiar = model.Score(features.Of(sample.Text), scores) >= LinearModel.Familiar;
                    judged.Add((acting && !familiar ? 0 : model.Readings[column].Probability(scores[column]), sample.Is));
                }

                task.Value = task.MaxValue;
            }
        });
        return judged;
    }
}
