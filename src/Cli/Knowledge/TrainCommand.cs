using System.CommandLine;
using Spectre.Console;
using Steward.Cli.Moderation;
using Steward.Content.Knowledge.Matching;

namespace Steward.Cli.Knowledge;

/// <summary><c>kb train JUDGED --kb KB --out MODEL</c>: learns ranking and certainty from judged questions, as the models that come with the program were.</summary>
internal static class TrainCommand
{
    private static readonly Argument<FileInfo> Judged = new("JUDGED") { Description = "Questions, as for eval." };
    private static readonly Option<FileInfo> Base = new("--kb") { Description = "The base, as for eval.", Required = true };
    private static readonly Option<FileInfo> Out = new("--out") { Description = "Where the model goes.", Required = true };

    public static Command Create()
    {
        var command = new Command("train", "Learns how to rank and how sure to be from questions whose answers are known; words are not learnt.") { Judged, Base, Out };
        command.SetAction((parsed, ct) =>
        {
            var entries = KnowledgeFiles.ReadBase(parsed.GetValue(Base)!);
            JudgedQuestion[] judged = [.. KnowledgeFiles.ReadQuestions(parsed.GetValue(Judged)!, entries).Select(question => question.Question)];
            if (judged.Count(question => question.Entry is not null) < MatchTraining.LeastQuestions) { throw new UserException($"It takes {MatchTraining.LeastQuestions} questions that the base answers."); }

            EvalOptions.Progress(quiet: false).Start(progress =>
            {
                var task = progress.AddTask("learning", maxValue: 1);
                var (model, _) = MatchTraining.Train(entries, judged, learn: false, (what, share) => { task.Description = what; task.Value = share; }, ct);
                using var file = parsed.GetValue(Out)!.Create();
                model.Write(file);
            });
            return Task.FromResult(0);
        });
        return command;
    }
}
