namespace Steward.NativeServers;

/// <summary>A server cannot start because another program listens on its port.</summary>
/// <param name="port">The port.</param>
/// <param name="forWhat">Who wanted it, as a person calls it: "PostgreSQL", "the gateway".</param>
public sealed class PortTakenException(int port, string forWhat) : Exception(
    $"端口 {port}({forWhat})已被其他程序占用。/ Port {port}, wanted for {forWhat}, is used by another program. " +
    $"See who with `ss -ltnp 'sport = :{port}'`, then stop that program or give {forWhat} another port (0 = any free one).")
{
    /// <summary>The port.</summary>
    public int Port { get; } = port;

    /// <summary>Who wanted it.</summary>
    public string ForWhat { get; } = forWhat;
}
