namespace Steward.NativeServers;

/// <summary>A server was started and did not become ready. The message ends with the last lines it wrote.</summary>
public sealed class ServerStartException : Exception
{
    internal ServerStartException(string server, string reason, IReadOnlyList<string> tail, Exception? inner = null)
        : base(Describe(server, reason, tail), inner)
    {
    }

    private static string Describe(string server, string reason, IReadOnlyList<string> tail) =>
        tail.Count == 0
            ? $"{server}: {reason}"
            : $"{server}: {reason} Its last lines:{Environment.NewLine}  {string.Join(Environment.NewLine + "  ", tail.TakeLast(15))}";
}
