using System.CommandLine;

namespace Steward.Cli.Knowledge;

/// <summary><c>kb …</c>: the matching of the knowledge base on files, without a suite.</summary>
internal static class KnowledgeCommands
{
    public static Command Create() => new("kb", "Judges and trains the matching of a knowledge base on files.") { EvalCommand.Create(), TrainCommand.Create() };
}
