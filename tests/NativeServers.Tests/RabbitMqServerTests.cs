using System.Net;
using System.Net.Http.Headers;
using System.Text;
using RabbitMQ.Client;

namespace Steward.NativeServers.Tests;

public sealed class RabbitMqServerTests : IDisposable
{
    private const string Password = "mq-secret-1";
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Keeps_durable_messages_over_a_stop_and_over_a_crash_and_leaves_no_process()
    {
        var options = new RabbitMqOptions(_folder.FullPath, 0, Password);

        var first = await RabbitMqServer.StartAsync(options, default);
        Assert.DoesNotContain(Password, Processes.CommandLine(first.ProcessId), StringComparison.Ordinal);
        await PublishAsync(first, "one");
        await first.StopAsync(default);
        Assert.Empty(Processes.In(_folder.FullPath));

        var second = await RabbitMqServer.StartAsync(options, default);
        await PublishAsync(second, "two");
        Signals.Send(second.ProcessId, Signals.Kill);
        await second.Exited;
        await second.DisposeAsync();
        Assert.Empty(Processes.In(_folder.FullPath));

        await using var third = await RabbitMqServer.StartAsync(options, default);
        Assert.Equal(["one", "two"], await DrainAsync(third));
        await third.StopAsync(default);
        Assert.Empty(Processes.In(_folder.FullPath));
    }

    [Fact]
    public async Task Answers_the_management_api_when_wanted_and_names_a_wrong_password()
    {
        var options = new RabbitMqOptions(_folder.FullPath, 0, Password) { ManagementPort = 0 };
        await using (var server = await RabbitMqServer.StartAsync(options, default))
        {
            using var http = new HttpClient { BaseAddress = server.ManagementUri };
            var login = Convert.ToBase64String(Encoding.ASCII.GetBytes($"{server.Username}:{Password}"));
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", login);
            using var made = await http.PutAsync(new Uri("api/vhosts/brand-a", UriKind.Relative), null);
            Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        }

        var failure = await Assert.ThrowsAsync<ServerStartException>(() => RabbitMqServer.StartAsync(options with { Password = "another" }, default));
        Assert.Contains("another user or password", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Processes.In(_folder.FullPath));
    }

    private static async Task PublishAsync(RabbitMqServer server, string text)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(server.ConnectionString) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        await channel.QueueDeclareAsync("kept", durable: true, exclusive: false, autoDelete: false);
        await channel.BasicPublishAsync("", "kept", mandatory: true, new BasicProperties { Persistent = true }, Encoding.UTF8.GetBytes(text));
    }

    private static async Task<IReadOnlyList<string>> DrainAsync(RabbitMqServer server)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(server.ConnectionString) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var found = new List<string>();
        while (await channel.BasicGetAsync("kept", autoAck: true) is { } message)
        {
            found.Add(Encoding.UTF8.GetString(message.Body.Span));
        }

        return found;
    }
}
