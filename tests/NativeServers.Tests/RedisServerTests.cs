using System.Net.Sockets;
using System.Text;

namespace Steward.NativeServers.Tests;

public sealed class RedisServerTests : IDisposable
{
    private const string Password = "rd-secret-1";
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Starts_again_after_a_stop_and_after_a_crash_and_leaves_no_process()
    {
        var options = new RedisOptions(_folder.FullPath, 0, Password);

        var first = await RedisServer.StartAsync(options, default);
        Assert.DoesNotContain(Password, Processes.CommandLine(first.ProcessId), StringComparison.Ordinal);
        Assert.Equal(["+OK", "+OK", "$1", "v"], await AskAsync(first.Port, 4, $"AUTH {Password}", "SET k v", "GET k"));
        await first.StopAsync(default);
        Assert.Empty(Processes.In(_folder.FullPath));

        var second = await RedisServer.StartAsync(options, default);
        second.Kill();
        await second.Exited;
        await second.DisposeAsync();

        await using var third = await RedisServer.StartAsync(options, default);
        Assert.Equal($"127.0.0.1:{third.Port},password={Password}", third.ConnectionString);
        Assert.StartsWith("-NOAUTH", (await AskAsync(third.Port, 1, "GET k"))[0], StringComparison.Ordinal);
        await third.StopAsync(default);
        Assert.Empty(Processes.In(_folder.FullPath));
    }

    [Fact]
    public async Task Names_the_port_that_is_taken_and_for_what()
    {
        using var other = new TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();
        var port = ((System.Net.IPEndPoint)other.LocalEndpoint).Port;

        var failure = await Assert.ThrowsAsync<PortTakenException>(() => RedisServer.StartAsync(new RedisOptions(_folder.FullPath, port, Password), default));

        Assert.Equal(port, failure.Port);
        Assert.Contains($"Port {port}, wanted for Redis,", failure.Message, StringComparison.Ordinal);
        Assert.Contains("another port", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Processes.In(_folder.FullPath));
    }

    [Fact]
    public async Task Refuses_a_password_that_a_config_file_could_misread() =>
        await Assert.ThrowsAsync<ArgumentException>(() => RedisServer.StartAsync(new RedisOptions(_folder.FullPath, 0, "a b\nbind 0.0.0.0"), default));

    private static async Task<IReadOnlyList<string>> AskAsync(int port, int lines, params string[] commands)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(string.Concat(commands.Select(command => command + "\r\n"))));
        using var reader = new StreamReader(client.GetStream());
        var answers = new List<string>();
        while (answers.Count < lines)
        {
            answers.Add(await reader.ReadLineAsync() ?? throw new EndOfStreamException());
        }

        return answers;
    }
}
