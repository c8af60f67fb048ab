using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Security.Cryptography;
using Pipelines.Sockets.Unofficial;
using Xunit;

namespace Steward.StandIns.Tests.Pipelines;

public sealed class SocketConnectionTests : IAsyncLifetime
{
    private SocketPair _pair = null!;

    public async Task InitializeAsync() => _pair = await SocketPair.ConnectAsync();

    public Task DisposeAsync()
    {
        _pair.Dispose();
        return Task.CompletedTask;
    }

    [Fact(Timeout = 30_000)]
    public async Task bytes_go_both_ways_and_are_counted()
    {
        using var connection = SocketConnection.Create(_pair.Near, name: "pair");
        var buffer = new byte[16];

        await connection.Output.WriteAsync("hello"u8.ToArray());
        Assert.Equal(5, await _pair.Far.ReceiveAsync(buffer));
        await _pair.Far.SendAsync("answer"u8.ToArray());
        var read = await connection.Input.ReadAtLeastAsync(6);

        Assert.Equal("answer"u8, read.Buffer.FirstSpan);
        Assert.Equal(6, connection.GetCounters().BytesWaitingToBeRead);
        connection.Input.AdvanceTo(read.Buffer.GetPosition(4));
        Assert.Equal(2, connection.GetCounters().BytesWaitingToBeRead);
        await SentAsync(connection, 5);
        Assert.Equal((5, 6, 6), (connection.BytesSent, connection.BytesRead, connection.LastReceived));
        IMeasuredDuplexPipe measured = connection;
        Assert.Equal((5, 6), (measured.TotalBytesSent, measured.TotalBytesReceived));
        Assert.Equal(PipeShutdownKind.None, connection.ShutdownKind);
        Assert.Equal("pair", connection.ToString());
    }

    [Fact(Timeout = 60_000)]
    public async Task megabytes_arrive_unchanged_in_both_directions_at_once()
    {
        using var near = SocketConnection.Create(_pair.Near);
        using var far = SocketConnection.Create(_pair.Far, connectionOptions: SocketConnectionOptions.ZeroLengthReads);
        var there = RandomNumberGenerator.GetBytes(8 * 1024 * 1024);
        var back = RandomNumberGenerator.GetBytes(8 * 1024 * 1024);

        var results = await Task.WhenAll(Send(near, there), Send(far, back), Receive(near), Receive(far));

        Assert.Equal(back, results[2]);
        Assert.Equal(there, results[3]);

        static async Task<byte[]> Send(SocketConnection connection, byte[] bytes)
        {
            for (var at = 0; at < bytes.Length; at += 100_000)
            {
                await connection.Output.WriteAsync(bytes.AsMemory(at, Math.Min(100_000, bytes.Length - at)));
            }

            await connection.Output.CompleteAsync();
            return bytes;
        }

        static async Task<byte[]> Receive(SocketConnection connection)
        {
            var received = new MemoryStream();
            await connection.Input.CopyToAsync(received);
            return received.ToArray();
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task writer_waits_while_the_peer_does_not_read()
    {
        using var connection = SocketConnection.Create(_pair.Near, new PipeOptions(pauseWriterThreshold: 64 * 1024, resumeWriterThreshold: 32 * 1024));
        var chunk = new byte[1024 * 1024];
        var flush = Task.CompletedTask;
        var written = 0L;

        // The buffers of the operating system take some megabytes before the pause reaches the writer.
        while (!await IsPausedAsync(connection, flush, 32 * 1024))
        {
            flush = connection.Output.WriteAsync(chunk).AsTask();
            written += chunk.Length;
            Assert.True(written < 200L * chunk.Length, "the writer was never paused");
        }

        var received = 0L;
        var buffer = new byte[256 * 1024];
        while (received < written)
        {
            received += await _pair.Far.ReceiveAsync(buffer);
        }

        await flush;
        await SentAsync(connection, written);
        Assert.Equal(written, connection.BytesSent);
    }

    [Fact(Timeout = 30_000)]
    public async Task end_of_the_peer_ends_the_input()
    {
        using var connection = SocketConnection.Create(_pair.Near);

        _pair.Far.Shutdown(SocketShutdown.Send);

        var read = await connection.Input.ReadAsync();
        Assert.True(read.IsCompleted);
        Assert.Equal((PipeShutdownKind.ReadEndOfStream, 0), (connection.ShutdownKind, connection.LastReceived));
    }

    [Fact(Timeout = 30_000)]
    public async Task completing_the_output_ends_the_peers_input()
    {
        using var connection = SocketConnection.Create(_pair.Near);

        await connection.Output.WriteAsync("bye"u8.ToArray());
        await connection.Output.CompleteAsync();

        var buffer = new byte[8];
        Assert.Equal(3, await _pair.Far.ReceiveAsync(buffer));
        Assert.Equal(0, await _pair.Far.ReceiveAsync(buffer));
    }

    [Fact(Timeout = 30_000)]
    public async Task reset_by_the_peer_is_an_exception_with_the_sockets_error()
    {
        using var connection = SocketConnection.Create(_pair.Near);
        _pair.Far.LingerState = new LingerOption(enable: true, seconds: 0);

        _pair.Far.Close();

        await Assert.ThrowsAsync<ConnectionResetException>(async () => await connection.Input.ReadAsync());
        Assert.Equal((PipeShutdownKind.ReadSocketError, SocketError.ConnectionReset), (connection.ShutdownKind, connection.SocketError));
    }

    [Fact(Timeout = 30_000)]
    public async Task disposing_ends_both_pipes_without_an_exception()
    {
        var connection = SocketConnection.Create(_pair.Near);
        var reading = connection.Input.ReadAsync();

        connection.Dispose();

        Assert.True((await reading).IsCompleted);
        Assert.Equal(PipeShutdownKind.PipeDisposed, connection.ShutdownKind);
        Assert.Equal(0, await _pair.Far.ReceiveAsync(new byte[1]));
        Assert.Equal(0, connection.GetCounters().BytesAvailableOnSocket);
        FlushResult flush;
        do
        {
            flush = await connection.Output.WriteAsync(new byte[1]);
        }
        while (!flush.IsCompleted);
    }

    [Fact]
    public void protocol_exit_is_kept_as_the_first_reason()
    {
        using var connection = SocketConnection.Create(_pair.Near);

        Assert.Throws<ArgumentOutOfRangeException>(() => connection.TrySetProtocolShutdown(PipeShutdownKind.ReadEndOfStream));
        Assert.True(connection.TrySetProtocolShutdown(PipeShutdownKind.ProtocolExitClient));
        Assert.False(connection.TrySetProtocolShutdown(PipeShutdownKind.ProtocolExitServer));
        connection.Dispose();
        Assert.Equal(PipeShutdownKind.ProtocolExitClient, connection.ShutdownKind);
    }

    [Fact]
    public void recommended_options_switch_the_delay_off()
    {
        SocketConnection.SetRecommendedClientOptions(_pair.Near);
        using var unix = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        SocketConnection.SetRecommendedClientOptions(unix);

        Assert.True(_pair.Near.NoDelay);
    }

    [Fact(Timeout = 30_000)]
    public async Task stream_is_a_duplex_pipe_too()
    {
        var duplex = StreamConnection.GetDuplex(new NetworkStream(_pair.Near, ownsSocket: true));
        var reader = StreamConnection.GetReader(new NetworkStream(_pair.Far));

        await duplex.Output.WriteAsync("there"u8.ToArray());
        Assert.Equal("there"u8.ToArray(), (await reader.ReadAtLeastAsync(5)).Buffer.ToArray());
        await _pair.Far.SendAsync("back"u8.ToArray());
        Assert.Equal("back"u8.ToArray(), (await duplex.Input.ReadAtLeastAsync(4)).Buffer.ToArray());

        await SentAsync((IMeasuredDuplexPipe)duplex, 5);
        Assert.Equal((5, 4), (((IMeasuredDuplexPipe)duplex).TotalBytesSent, ((IMeasuredDuplexPipe)duplex).TotalBytesReceived));
        ((IDisposable)duplex).Dispose();
        Assert.Equal(0, await _pair.Far.ReceiveAsync(new byte[1]));
    }

    /// <summary>Whether only the peer can end a flush; as long as the socket takes bytes, the sender has its next turn to come.</summary>
    private async Task<bool> IsPausedAsync(SocketConnection connection, Task flush, long resumesBelow)
    {
        while (!flush.IsCompleted)
        {
            if (!_pair.Near.Poll(0, SelectMode.SelectWrite) && connection.GetCounters().BytesWaitingToBeSent >= resumesBelow) { return true; }

            await Task.Delay(1);
        }

        return false;
    }

    /// <summary>The peer has bytes a moment before the sender has counted them.</summary>
    private static async Task SentAsync(IMeasuredDuplexPipe connection, long bytes)
    {
        while (connection.TotalBytesSent < bytes) { await Task.Delay(1); }
    }
}
