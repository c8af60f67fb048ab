using System.CommandLine;
using System.CommandLine.Help;
using Grpc.Core;
using Spectre.Console;
using Steward.Cli;
using Steward.Cli.Channels;
using Steward.Cli.DeadLetters;
using Steward.Cli.Demo;
using Steward.Cli.Inbox;
using Steward.Cli.Knowledge;
using Steward.Cli.Ledger;
using Steward.Cli.Moderation;
using Steward.Cli.Replay;
using Steward.Cli.Sim;
using Steward.Cli.Status;
using Steward.ServiceDefaults.Grpc;

// Tables are cut to the terminal's width; a file or a pipe has none.
if (Console.IsOutputRedirected) { AnsiConsole.Profile.Width = 200; }

// Not RootCommand, which would call itself by the program's file instead of what people type.
var root = new Command("platformctl", "Steward (社群管家) from the command line")
{
    new HelpOption(),
    new VersionOption(),
    Speech.Option,
    StatusCommand.Create(),
    ChannelsCommands.Create(),
    LedgerCommands.Create(),
    ModerationCommands.Create(),
    KnowledgeCommands.Create(),
    InboxCommands.Create(),
    ReplayCommand.Create(),
    DeadLetterCommands.Create(),
    DemoCommands.Create(),
    SimCommands.Create(),
};

try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (RpcException exception)
{
    var problem = exception.ToProblem();
    await Console.Error.WriteLineAsync($"{problem.Code}: {problem.Message}");
    return 1;
}
catch (Exception exception) when (exception is UserException or HttpRequestException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
