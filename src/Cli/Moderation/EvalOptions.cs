using System.CommandLine;
using Spectre.Console;

namespace Steward.Cli.Moderation;

/// <summary>What <c>train</c> and <c>eval</c> have in common.</summary>
internal static class EvalOptions
{
    public static readonly Option<string> TextColumn = new("--text-col") { Description = "Column of the text.", DefaultValueFactory = _ => "text" };
    public static readonly Option<string> LabelColumn = new("--label-col") { Description = "Column of the judgement: 1, true, yes or the label's name; 0, false, no.", DefaultValueFactory = _ => "label" };
    public static readonly Option<string> Label = LabelOption();

    /// <summary>A progress bar, or none where a program reads the output.</summary>
    public static Progress Progress(bool quiet) =>
        quiet ? new Progress(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) })) : AnsiConsole.Progress();

    private static Option<string> LabelOption()
    {
        var label = new Option<string>("--label") { Description = "What the texts are judged for.", DefaultValueFactory = _ => Steward.Moderation.Classification.Label.Spam };
        label.AcceptOnlyFromAmong([.. Steward.Moderation.Classification.Label.All]);
        return label;
    }
}
