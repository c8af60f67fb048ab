using System.Net;
using System.Net.Sockets;

namespace Steward.StandIns.Tests.Pipelines;

/// <summary>Two sockets of the loopback address that are connected to each other.</summary>
internal sealed class SocketPair : IDisposable
{
    private SocketPair(Socket near, Socket far)
    {
        Near = near;
        Far = far;
    }

    public Socket Near { get; }

    public Socket Far { get; }

    public static async Task<SocketPair> ConnectAsync()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var near = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await near.ConnectAsync(listener.LocalEndPoint!);
        return new SocketPair(near, await listener.AcceptAsync());
    }

    public void Dispose()
    {
        Near.Dispose();
        Far.Dispose();
    }
}
