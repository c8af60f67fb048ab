using System.Net;
using System.Net.Sockets;

namespace Steward.NativeServers;

/// <summary>Finds TCP ports on 127.0.0.1 that nobody listens on.</summary>
public static class FreePorts
{
    // Below the range from which Linux takes the local ports of outgoing connections (32768 upwards): a port found
    // here is not lost to some client between the moment it is found and the moment the server binds it.
    private const int First = 20_000;
    private const int End = 32_000;

    /// <summary>A port that was free a moment ago. Another program may still take it: be ready to ask again.</summary>
    /// <exception cref="InvalidOperationException">No port of the range is free.</exception>
    public static int Next()
    {
        for (var attempt = 0; attempt < End - First; attempt++)
        {
            var port = Random.Shared.Next(First, End);
            if (IsFree(port))
            {
                return port;
            }
        }

        throw new InvalidOperationException($"No free TCP port between {First} and {End}.");
    }

    /// <summary>Whether a server could listen on this port of 127.0.0.1 now.</summary>
    public static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>The wanted port, or a free one when 0 is wanted.</summary>
    /// <exception cref="PortTakenException">The wanted port is in use.</exception>
    internal static int Claim(int wanted, string forWhat)
    {
        if (wanted == 0)
        {
            return Next();
        }

        return IsFree(wanted) ? wanted : throw new PortTakenException(wanted, forWhat);
    }
}
