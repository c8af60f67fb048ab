using Steward.Kernel;

namespace Steward.Channels.Commands;

/// <summary>What can be wrong with a request about the ledger.</summary>
internal static class CommandProblems
{
    public static Problem Unknown(CommandId command) => new("CHN-030", ProblemKind.NotFound, $"There is no command {command} in this brand.", "command_id");

    public static Problem Settled { get; } = new("CHN-034", ProblemKind.Conflict, "This command is settled: nothing of it can be stopped.", "command_id");

    public static Problem Open { get; } = new("CHN-035", ProblemKind.Conflict, "It is not known yet whether the channel has taken a part of this command; try again when it is looked up.", "command_id");

    public static Problem NothingWaits { get; } = new("CHN-036", ProblemKind.Conflict, "Nobody's confirmation of this command is waited for.", "command_id");

    public static Problem RemindedEnough(string why) => new("CHN-037", ProblemKind.Exhausted, $"These employees have been reminded as often as WeCom permits: {why}.", "command_id");

    public static Problem NotStopped(string why) => new("CHN-038", ProblemKind.Unavailable, $"WeCom did not stop it: {why}. Nothing was changed; try again.", "command_id");

    public static Problem Field(string field, string rule) => Problem.InvalidField("CHN-039", field, $"{field} must be {rule}.");
}
