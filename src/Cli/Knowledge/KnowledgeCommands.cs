using System.CommandLine;

namespace Steward.Cli.Knowledge;

/// <summary><c>kb …</c>: a brand's knowledge base as a file, and the matching on files without a suite.</summary>
internal static class KnowledgeCommands
{
    public static Command Create() => new("kb", "Imports and exports knowledge bases; judges and trains their matching on files.") { ImportCommand.Create(), ExportCommand.Create(), PictureCommand.Create(), EvalCommand.Create(), TrainCommand.Create() };
}
