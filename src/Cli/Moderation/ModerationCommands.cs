using System.CommandLine;

namespace Steward.Cli.Moderation;

/// <summary><c>moderation …</c>: the screening code on files, without a suite; backtest and import of rules, with one.</summary>
internal static class ModerationCommands
{
    public static Command Create() => new("moderation", "Trains, judges and tries out screening on files.") { ScreenCommand.Create(), TrainCommand.Create(), EvalCommand.Create(), BacktestCommand.Create(), ImportCommand.Create() };
}
