using System.Net;
using System.Net.Sockets;

namespace Steward.Channels.Tests;

/// <summary>The line between a service and its broker, which can be cut and mended.</summary>
internal sealed class BrokerLine : IAsyncDisposable
{
    private readonly Uri _broker;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly List<TcpClient> _clients = [];
    private readonly Task _accepting;
    private bool _cut;

    /// <param name="broker">The broker's own <c>amqp://</c> address.</param>
    public BrokerLine(string broker)
    {
        _broker = new Uri(broker);
        _listener.Start();
        ConnectionString = new UriBuilder(_broker) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri.AbsoluteUri;
        _accepting = AcceptAsync();
    }

    /// <summary>The broker's address through this line.</summary>
    public string ConnectionString { get; }

    /// <summary>Ends every connection; new ones break at once.</summary>
    public void Cut()
    {
        lock (_clients)
        {
            _cut = true;
            foreach (var client in _clients) { client.Dispose(); }

            _clients.Clear();
        }
    }

    public void Mend()
    {
        lock (_clients) { _cut = false; }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            var near = await _listener.AcceptTcpClientAsync(_end.Token);
            _ = CarryAsync(near);
        }
    }

    private async Task CarryAsync(TcpClient near)
    {
        using var far = new TcpClient();
        try
        {
            lock (_clients)
            {
                if (_cut)
                {
                    near.Dispose();
                    return;
                }

                _clients.Add(near);
                _clients.Add(far);
            }

            await far.ConnectAsync(_broker.Host, _broker.Port, _end.Token);
            await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream(), _end.Token), far.GetStream().CopyToAsync(near.GetStream(), _end.Token));
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // The line was cut.
        }
        finally
        {
            near.Dispose();
        }
    }
}
