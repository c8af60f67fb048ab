using System.CommandLine;

namespace Steward.Cli.Inbox;

/// <summary><c>inbox …</c>: what a crew can do, without a suite.</summary>
internal static class InboxCommands
{
    public static Command Create() => new("inbox", "Simulates the operators' inbox.") { SimulateCommand.Create() };
}
