using System.Net;
using System.Net.Sockets;
using Pipelines.Sockets.Unofficial;
using Xunit;

namespace Steward.StandIns.Tests.Pipelines;

public sealed class SocketAwaitableTests
{
    [Fact(Timeout = 30_000)]
    public async Task one_set_of_arguments_serves_many_operations()
    {
        using var pair = await SocketPair.ConnectAsync();
        using var arguments = new SocketAwaitableEventArgs();
        arguments.SetBuffer(new byte[8]);

        for (byte i = 1; i <= 5; i++)
        {
            var pending = pair.Near.ReceiveAsync(arguments);
            await pair.Far.SendAsync(new byte[i]);
            if (!pending)
            {
                arguments.Complete();
            }

            Assert.Equal(i, await arguments);
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task refused_connection_throws_the_sockets_error()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var arguments = new SocketAwaitableEventArgs { RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, Ports.Free()) };
        if (!socket.ConnectAsync(arguments))
        {
            arguments.Complete();
        }

        var failure = await Assert.ThrowsAsync<SocketException>(async () => await arguments);

        Assert.Equal(SocketError.ConnectionRefused, failure.SocketErrorCode);
    }

    [Fact(Timeout = 30_000)]
    public async Task abort_ends_the_wait()
    {
        using var pair = await SocketPair.ConnectAsync();
        using var arguments = new SocketAwaitableEventArgs();
        arguments.SetBuffer(new byte[8]);
        Assert.True(pair.Near.ReceiveAsync(arguments));

        arguments.Abort(SocketError.TimedOut);

        var failure = await Assert.ThrowsAsync<SocketException>(async () => await arguments);
        Assert.Equal(SocketError.TimedOut, failure.SocketErrorCode);
    }
}
