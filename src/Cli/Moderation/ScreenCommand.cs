using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Steward.Moderation.Classification;

namespace Steward.Cli.Moderation;

/// <summary><c>moderation screen FILE</c>: what rules and a model say of each text of a file; streams, so that a file may be larger than the memory.</summary>
internal static class ScreenCommand
{
    private const string Clean = "clean";
    private const int MostReasons = 5;
    private static readonly string[] Added = ["verdict", "score", "reasons", "rule_ids"];
    private static readonly Argument<FileInfo> File = new Argument<FileInfo>("FILE") { Description = "Texts: TSV or CSV with a header line, JSONL, or one text a line." }.AcceptExistingOnly();
    private static readonly Option<string?> Rules = new("--rules") { Description = "The shipped pack adlaw-zh, a pack (.json), or a list of words, one a line (class TAB word)." };
    private static readonly Option<FileInfo?> Model = new("--model") { Description = "A model, as train writes it; shipped: the one that comes with the program." };
    private static readonly Option<FileInfo> Out = new("--out") { Description = "Where the verdicts go: JSONL (.jsonl, .ndjson), else TSV.", Required = true };

    public static Command Create()
    {
        var command = new Command("screen", "Screens the texts of a file: verdict, score, reasons and rule ids of each.") { File, EvalOptions.TextColumn, Rules, Model, Out };
        command.SetAction(async (parsed, ct) =>
        {
            var rules = parsed.GetValue(Rules) is { } named ? ScreeningRules.Load(named) : null;
            var model = parsed.GetValue(Model) is { } file ? await EvalCommand.LoadAsync(file, ct) : null;
            if (rules is null && model is null) { throw new UserException("Name what to screen with: --rules, --model, or both."); }

            await RunAsync(parsed.GetValue(File)!, parsed.GetValue(EvalOptions.TextColumn)!, rules, model, parsed.GetValue(Out)!, ct);
            return 0;
        });
        return command;
    }

    private static async Task RunAsync(FileInfo file, string textColumn, ScreeningRules? rules, LinearModel? model, FileInfo to, CancellationToken ct)
    {
        var (passedOver, counts, texts) = (new PassedOver(), new SortedDictionary<string, long>(StringComparer.Ordinal), 0L);
        using var table = TextTable.Open(file, textColumn);
        await using var writer = new StreamWriter(to.FullName);
        var (json, textAt, features) = (to.Extension is ".jsonl" or ".ndjson", table.IndexOf(textColumn), new Features());
        if (!json) { await writer.WriteLineAsync(string.Join('\t', table.Columns.Concat(Added))); }

        await AnsiConsole.Progress().StartAsync(async progress =>
        {
            var task = progress.AddTask(file.Name.EscapeMarkup(), maxValue: Math.Max(1, file.Length));
            foreach (var row in table.Rows())
            {
                if (row.Line % 1000 == 0) { task.Value = table.Position; }

                ct.ThrowIfCancellationRequested();
                if (row.Error is not null)
                {
                    passedOver.Add(file, row.Line, row.Error);
                    continue;
                }

                var verdict = Of(row.Fields[textAt], rules, model, features);
                (texts, counts[verdict.Label]) = (texts + 1, counts.GetValueOrDefault(verdict.Label) + 1);
                await writer.WriteLineAsync(json ? ToJson(table.Columns, row, verdict) : ToTsv(row, verdict));
            }

            task.Value = task.MaxValue;
        });
        AnsiConsole.MarkupLineInterpolated($"{texts:N0} texts: {string.Join(", ", counts.Select(one => $"{one.Key} {one.Value:N0}"))}. The verdicts are in [bold]{to.FullName}[/].");
        passedOver.Print();
    }

    private static FileVerdict Of(string text, ScreeningRules? rules, LinearModel? model, Features features)
    {
        var hits = rules?.Find(text) ?? [];
        if (hits.Count > 0)
        {
            var gravest = hits.MaxBy(hit => hit.Score)!;
            return new FileVerdict(gravest.Label, gravest.Score, [.. hits.Select(hit => hit.Matched).Distinct()], [.. hits.Select(hit => hit.RuleId).Distinct()]);
        }

        if (model is null) { return new FileVerdict(Clean, 0, [], []); }

        Span<float> scores = stackalloc float[LinearModel.Width];
        model.Score(features.Of(text), scores);
        var (best, most) = (-1, 0f);
        for (var label = 0; label < Label.All.Count; label++)
        {
            var probability = model.Readings[label].Probability(scores[label]);
            if (probability > most) { (best, most) = (label, probability); }
        }

        return best < 0 || most < model.Readings[best].Decide
            ? new FileVerdict(Clean, most, [], [])
            : new FileVerdict(Label.All[best], most, [.. model.Why(features.Found, best, MostReasons).Select(reason => text.Substring(reason.Start, reason.Length))], ["model"]);
    }

    private static string ToTsv(TextRow row, FileVerdict verdict) => string.Join(
        '\t',
        row.Fields.Concat([verdict.Label, verdict.Score.ToString("F4", CultureInfo.InvariantCulture), string.Join(" | ", verdict.Reasons), string.Join(",", verdict.RuleIds)]).Select(field => field.Replace('\t', ' ').ReplaceLineEndings(" ")));

    private static string ToJson(IReadOnlyList<string> columns, TextRow row, FileVerdict verdict)
    {
        var fields = columns.Zip(row.Fields).ToDictionary(pair => pair.First, pair => (object)pair.Second);
        (fields[Added[0]], fields[Added[1]], fields[Added[2]], fields[Added[3]]) = (verdict.Label, verdict.Score, verdict.Reasons, verdict.RuleIds);
        return JsonSerializer.Serialize(fields, Figures.Json);
    }

    private sealed record FileVerdict(string Label, double Score, IReadOnlyList<string> Reasons, IReadOnlyList<string> RuleIds);
}
