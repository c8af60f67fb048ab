using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Steward.NativeServers;

namespace Steward.Testing;

/// <summary>One RabbitMQ for the test process; a virtual host for each test, so that queues of the same name do not meet.</summary>
public static class TestBroker
{
    private const string Password = "test";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly Lazy<Task<RabbitMqServer>> Shared =
        RunServers.Of(folder => RabbitMqServer.StartAsync(new RabbitMqOptions(folder, 0, Password) { ManagementPort = 0 }, CancellationToken.None), "rabbitmq");

    private static readonly Lazy<Task<HttpClient>> Management = new(ManagementAsync);
    private static int _virtualHosts;

    /// <summary>The broker itself.</summary>
    public static Task<RabbitMqServer> ServerAsync() => Shared.Value;

    /// <summary>A fresh virtual host. Dispose it after the test.</summary>
    public static async Task<TestVirtualHost> VirtualHostAsync()
    {
        var server = await Shared.Value;
        var management = await Management.Value;
        var name = $"test-{Interlocked.Increment(ref _virtualHosts)}";

        // The user who makes a virtual host through the API gets all permissions on it.
        using var made = await management.PutAsync(new Uri($"api/vhosts/{name}", UriKind.Relative), null);
        made.EnsureSuccessStatusCode();
        return new TestVirtualHost(management, name, $"{server.ConnectionString}/{name}");
    }

    private static async Task<HttpClient> ManagementAsync()
    {
        var server = await Shared.Value;
        var management = new HttpClient { BaseAddress = server.ManagementUri };
        management.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{server.Username}:{Password}")));
        await Eventually.TrueAsync(() => AnswersAsync(management), Patience, "RabbitMQ's management API answers");
        return management;
    }

    private static async Task<bool> AnswersAsync(HttpClient management)
    {
        try
        {
            using var answer = await management.GetAsync(new Uri("api/whoami", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}

/// <summary>A virtual host for one test; removed with its queues and connections when disposed.</summary>
public sealed class TestVirtualHost : IAsyncDisposable
{
    private readonly HttpClient _management;

    internal TestVirtualHost(HttpClient management, string name, string connectionString)
    {
        _management = management;
        Name = name;
        ConnectionString = connectionString;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary><c>amqp://user:password@127.0.0.1:port/name</c>.</summary>
    public string ConnectionString { get; }

    /// <summary>Breaks every connection to it at once, as a broker that stops does.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> BreakConnectionsAsync()
    {
        var connections = await _management.GetFromJsonAsync<List<BrokerConnection>>(new Uri($"api/vhosts/{Name}/connections", UriKind.Relative)) ?? [];
        await Task.WhenAll(connections.Select(BreakAsync));
        return connections.Count;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        using var gone = await _management.DeleteAsync(new Uri($"api/vhosts/{Name}", UriKind.Relative));
        gone.EnsureSuccessStatusCode();
    }

    private async Task BreakAsync(BrokerConnection connection)
    {
        using var broken = await _management.DeleteAsync(new Uri($"api/connections/{Uri.EscapeDataString(connection.Name)}", UriKind.Relative));
        if (broken.StatusCode != HttpStatusCode.NotFound) { broken.EnsureSuccessStatusCode(); }
    }

    private sealed record BrokerConnection(string Name);
}
