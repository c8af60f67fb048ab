using System.Net.Sockets;
using System.Text;

namespace Steward.NativeServers;

/// <summary>How to run a private Redis. It is a cache: nothing is written to disk.</summary>
/// <param name="DataDirectory">A folder of its own; made when missing.</param>
/// <param name="Port">Port on 127.0.0.1; 0 = a free one.</param>
/// <param name="Password">ASCII letters, digits, '-' and '_'.</param>
public sealed record RedisOptions(string DataDirectory, int Port, string Password)
{
    /// <summary>How many numbered databases a client may choose from.</summary>
    public int Databases { get; init; } = 16;

    /// <summary>Gets every line from the first moment on.</summary>
    public Action<string>? Log { get; init; }

    /// <summary>Folders to look for the program in, instead of the PATH and Debian's folders.</summary>
    public IReadOnlyList<string>? ProgramFolders { get; init; }
}

/// <summary>A private Redis.</summary>
public sealed class RedisServer : NativeServer
{
    private const string Title = "Redis";
    private static readonly HashSet<string> Programs = ["redis-server"];

    private readonly string _password;

    private RedisServer(RedisOptions options, Launch launch, ChildCommand command)
        : base(launch, command, options.Log) => _password = options.Password;

    /// <summary>For StackExchange.Redis: <c>127.0.0.1:port,password=…</c>.</summary>
    public string ConnectionString => $"127.0.0.1:{Port},password={_password}";

    private protected override string DisplayName => Title;

    private protected override int StopSignal => Signals.Terminate;

    private protected override TimeSpan StopPatience => TimeSpan.FromSeconds(10);

    /// <summary>Starts the server and returns when it answers a PING.</summary>
    /// <exception cref="MissingPrerequisiteException">Redis is not installed.</exception>
    /// <exception cref="PortTakenException">The wanted port is in use.</exception>
    /// <exception cref="ServerStartException">It did not become ready.</exception>
    public static Task<RedisServer> StartAsync(RedisOptions options, CancellationToken ct)
    {
        var program = NativeServers.ProgramFolders.From(options.ProgramFolders).Find("redis-server", "redis-server");
        Passwords.Checked(options.Password);
        return LaunchAsync(options.DataDirectory, options.Port, Title, Programs, Signals.Terminate, launch =>
        {
            var config = launch.Folder.WriteSecret("redis.conf", Config(options, launch));
            return Task.FromResult(new RedisServer(options, launch, new ChildCommand(program, [config], launch.Folder.FullPath)));
        }, ct);
    }

    private protected override async Task<bool> ProbeAsync(CancellationToken ct)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Port, ct);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"AUTH {_password}\r\nPING\r\n"), ct);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadLineAsync(ct) == "+OK" && await reader.ReadLineAsync(ct) == "+PONG";
    }

    private static string Config(RedisOptions options, Launch launch) =>
        $"""
        bind 127.0.0.1
        port {launch.Port}
        requirepass {options.Password}
        dir "{launch.Folder.FullPath}"
        databases {options.Databases}
        appendonly no
        save ""
        daemonize no
        """;
}
