using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Steward.NativeServers;

/// <summary>The first three frames of AMQP 0-9-1: enough to know that a broker runs and lets a user in.</summary>
internal static class AmqpHandshake
{
    private const ushort Connection = 10;
    private const ushort Start = 10;
    private const ushort StartOk = 11;
    private const ushort Tune = 30;
    private const byte FrameEnd = 0xCE;

    public enum Answer
    {
        Silence,
        Welcome,
        Refused,
    }

    public static async Task<Answer> TryAsync(int port, string username, string password, CancellationToken ct)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, ct);
        var stream = client.GetStream();
        await stream.WriteAsync("AMQP\0\0\u0009\u0001"u8.ToArray(), ct);
        if (await ReadMethodAsync(stream, ct) != (Connection, Start))
        {
            return Answer.Silence;
        }

        await stream.WriteAsync(Frame(Login(username, password)), ct);
        try
        {
            return await ReadMethodAsync(stream, ct) == (Connection, Tune) ? Answer.Welcome : Answer.Refused;
        }
        catch (IOException)
        {
            // A broker that has said hello ends the connection, after a second, only on a wrong login.
            return Answer.Refused;
        }
    }

    private static byte[] Login(string username, string password)
    {
        var response = Encoding.UTF8.GetBytes($"\0{username}\0{password}");
        return
        [
            .. Short(Connection), .. Short(StartOk), .. Long(0),
            5, .. "PLAIN"u8, .. Long(response.Length), .. response, 5, .. "en_US"u8,
        ];
    }

    private static byte[] Frame(byte[] method) => [1, .. Short(0), .. Long(method.Length), .. method, FrameEnd];

    private static async Task<(ushort Class, ushort Method)> ReadMethodAsync(NetworkStream stream, CancellationToken ct)
    {
        var header = new byte[7];
        await stream.ReadExactlyAsync(header, ct);
        var size = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(3));
        if (header[0] != 1 || size is < 4 or > 1 << 20)
        {
            return default;
        }

        var rest = new byte[size + 1];
        await stream.ReadExactlyAsync(rest, ct);
        return (BinaryPrimitives.ReadUInt16BigEndian(rest), BinaryPrimitives.ReadUInt16BigEndian(rest.AsSpan(2)));
    }

    private static byte[] Short(ushort value) => [(byte)(value >> 8), (byte)value];

    private static byte[] Long(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
