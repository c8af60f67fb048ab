using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Spectre.Console;
using Steward.Cli.Moderation;
using Steward.Content.Knowledge;
using Steward.Content.Knowledge.Matching;

namespace Steward.Cli.Knowledge;

/// <summary><c>kb eval QUERIES --kb KB</c>: what a knowledge base would do with questions whose answers are known.</summary>
internal static class EvalCommand
{
    private static readonly Argument<FileInfo> Queries = new("QUERIES") { Description = "Questions: id of the entry that answers (- for none), kind (near…: looks like one of the base), question." };
    private static readonly Option<FileInfo> Base = new("--kb") { Description = "The base: id, standard question, paraphrases divided by |.", Required = true };
    private static readonly Option<FileInfo?> Dev = new("--dev") { Description = "Questions like QUERIES on which ranking, certainty and threshold are learnt. Without it each part of QUERIES is judged by what the others taught." };
    private static readonly Option<int> Parts = PartsOption();
    private static readonly Option<bool> Learn = new("--learn") { Description = "The questions of --dev become phrases of the base too, as if operators had confirmed them." };
    private static readonly Option<double> Precision = Share("--precision", 0.90, "Least share of the answers that must be right.");
    private static readonly Option<double> OutOfScope = Share("--out-of-scope", 0.05, "Most of the questions that no entry answers that may be answered.");
    private static readonly Option<double> LookAlikes = Share("--look-alikes", 0.10, "The same of those whose kind begins with near.");
    private static readonly Option<bool> Json = new("--json") { Description = "Prints the figures as one JSON object." };

    public static Command Create()
    {
        var command = new Command("eval", "Judges the matching: top-1, recall, AUROC in and out of scope, and what is answered at a threshold that other questions chose.") { Queries, Base, Dev, Parts, Learn, Precision, OutOfScope, LookAlikes, Json };
        command.SetAction((parsed, ct) =>
        {
            var entries = KnowledgeFiles.ReadBase(parsed.GetValue(Base)!);
            var queries = KnowledgeFiles.ReadQuestions(parsed.GetValue(Queries)!, entries);
            var dev = parsed.GetValue(Dev) is { } file ? KnowledgeFiles.ReadQuestions(file, entries) : null;
            var target = new AnswerTarget(parsed.GetValue(Precision), parsed.GetValue(OutOfScope), parsed.GetValue(LookAlikes));
            var report = Run(entries, queries, dev, parsed.GetValue(Parts), parsed.GetValue(Learn), target, parsed.GetValue(Json), ct);
            if (parsed.GetValue(Json)) { Console.WriteLine(JsonSerializer.Serialize(report, Figures.Json)); }
            else { Print(report); }

            return Task.FromResult(0);
        });
        return command;
    }

    private static Report Run(IReadOnlyList<KnowledgeEntry> entries, IReadOnlyList<TestQuestion> queries, IReadOnlyList<TestQuestion>? dev, int count, bool learn, AnswerTarget target, bool quiet, CancellationToken ct)
    {
        var report = new Report { Protocol = "", Learned = learn, Target = target, Thresholds = [], Figures = MatchFigures.Of([]), QuestionsPerSecond = 0 };
        EvalOptions.Progress(quiet).Start(progress =>
        {
            IReadOnlyList<(IReadOnlyList<TestQuestion> Teaching, IReadOnlyList<TestQuestion> Judged)> parts = dev is null ? PartsOf(queries, count) : [(dev, queries)];
            var (tested, thresholds, asking) = (new List<TestedQuestion>(), new List<double?>(), TimeSpan.Zero);
            foreach (var (teaching, judged) in parts)
            {
                var task = progress.AddTask("learning", maxValue: 1);
                var taught = TaughtBase.By(entries, teaching, learn, target, (what, share) => { task.Description = what; task.Value = share; }, ct);
                (task.Description, task.Value) = ("learnt", 1);
                var asked = progress.AddTask("asking", maxValue: judged.Count);
                thresholds.Add(taught.Threshold);
                var started = Stopwatch.GetTimestamp();
                foreach (var question in judged)
                {
                    ct.ThrowIfCancellationRequested();
                    tested.Add(taught.Test(question));
                    asked.Increment(1);
                }

                asking += Stopwatch.GetElapsedTime(started);
            }

            report = new Report
            {
                Protocol = dev is null ? $"each of {count} parts of the {queries.Count:N0} questions judged by what the others taught" : $"{dev.Count:N0} dev questions taught, {queries.Count:N0} others judged",
                Learned = learn,
                Target = target,
                Thresholds = [.. thresholds],
                Figures = MatchFigures.Of(tested),
                QuestionsPerSecond = queries.Count / Math.Max(1e-9, asking.TotalSeconds),
            };
        });
        return report;
    }

    private static (IReadOnlyList<TestQuestion> Teaching, IReadOnlyList<TestQuestion> Judged)[] PartsOf(IReadOnlyList<TestQuestion> questions, int count)
    {
        var part = MatchTraining.FoldsOf([.. questions.Select(question => question.Question)], count);
        return [.. Enumerable.Range(0, count).Select(one => ((IReadOnlyList<TestQuestion>)[.. questions.Where((_, at) => part[at] != one)], (IReadOnlyList<TestQuestion>)[.. questions.Where((_, at) => part[at] == one)]))];
    }

    private static void Print(Report report)
    {
        var figures = report.Figures;
        AnsiConsole.MarkupLineInterpolated($"[bold]{report.Protocol}[/]; the questions that taught {(report.Learned ? "became phrases of the base" : "stayed outside the base")}");
        var table = new Table().HideHeaders().AddColumns("what", "figure");
        table.AddRow("questions in scope, out of scope", $"{figures.InScope:N0}, {figures.OutOfScope:N0}");
        table.AddRow("right entry first; mean reciprocal rank", $"{Text(figures.Top1)}; {Text(figures.MeanReciprocalRank)}");
        table.AddRow("right entry among 3; among 10", $"{Text(figures.RecallAt3)}; {Text(figures.RecallAt10)}");
        table.AddRow("AUROC in and out of scope", Text(figures.Auroc));
        table.AddRow("threshold (chosen on the questions that taught)", string.Join(", ", report.Thresholds.Select(threshold => threshold is { } chosen ? $"{chosen:F3}" : "none keeps to the target: nothing is answered")));
        table.AddRow("answered; right of those (precision)", $"{Text(figures.Answered)}; {Text(figures.Precision)}");
        table.AddRow("correct deflection (answered and right, of those in scope)", Text(figures.CorrectDeflection));
        table.AddRow("out of scope answered; look-alikes answered", $"{Text(figures.OutOfScopeAnswered)}; {Text(figures.LookAlikesAnswered)}");
        table.AddRow("calibration error of the probability", Text(figures.CalibrationError));
        table.AddRow("questions a second, one thread", $"{report.QuestionsPerSecond:N0}");
        AnsiConsole.Write(table);
    }

    private static string Text(double? share) => share is { } known ? $"{known:F4}" : "–";

    private static Option<int> PartsOption()
    {
        var option = new Option<int>("--parts") { Description = "How many parts, without --dev: 10 tell nearly what all questions teach, 2 what half of them do. Questions alike that no entry answers stay in one part.", DefaultValueFactory = _ => 10 };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() is < 2 or > 20) { result.AddError("--parts must be between 2 and 20."); }
        });
        return option;
    }

    private static Option<double> Share(string name, double usual, string description)
    {
        var option = new Option<double>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<double>() is < 0 or > 1) { result.AddError($"{name} must be between 0 and 1."); }
        });
        return option;
    }

    /// <summary>What is printed.</summary>
    private sealed record Report
    {
        public required string Protocol { get; init; }

        public required bool Learned { get; init; }

        public required AnswerTarget Target { get; init; }

        /// <summary>One a part; null where no threshold keeps to the target.</summary>
        public required IReadOnlyList<double?> Thresholds { get; init; }

        public required MatchFigures Figures { get; init; }

        public required double QuestionsPerSecond { get; init; }
    }
}
