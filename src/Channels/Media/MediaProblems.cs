using Steward.Kernel;

namespace Steward.Channels.Media;

/// <summary>What can be wrong with a request about a message's file.</summary>
internal static class MediaProblems
{
    public static Problem Unknown(MediaKey file) => new("CHN-021", ProblemKind.NotFound, $"Message {file.MessageId} of this brand names no file {file.Part}.", "message_id");

    public static Problem NotKept(string state) => new("CHN-022", ProblemKind.Conflict, $"The file is not here (it is {state}); FetchMedia asks the channel for it.", "part");

    public static Problem Gone { get; } = new("CHN-023", ProblemKind.Conflict, "The channel does not have the file any more, or its sender does not agree to the archive: it cannot be fetched.", "part");
}
