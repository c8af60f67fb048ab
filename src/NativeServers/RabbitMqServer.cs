namespace Steward.NativeServers;

/// <summary>A private RabbitMQ with a port mapper (epmd) of its own.</summary>
public sealed class RabbitMqServer : NativeServer
{
    private const string Title = "RabbitMQ";
    private const string AptPackage = "rabbitmq-server";
    private static readonly HashSet<string> Programs = ["beam.smp", "erl_child_setup", "inet_gethost", "epmd", "rabbitmq-server", "erl", "erlexec"];

    private readonly RabbitMqOptions _options;
    private readonly ChildProcess _epmd;

    private RabbitMqServer(RabbitMqOptions options, Launch launch, RabbitMqNode node, ChildCommand broker, ChildProcess epmd)
        : base(launch, broker, options.Log)
    {
        _options = options;
        _epmd = epmd;
        ManagementUri = node.ManagementPort is { } port ? new Uri($"http://127.0.0.1:{port}/") : null;
    }

    /// <summary>For clients: <c>amqp://user:password@127.0.0.1:port</c>, the virtual host <c>/</c>.</summary>
    public string ConnectionString => $"amqp://{_options.Username}:{_options.Password}@127.0.0.1:{Port}";

    /// <summary>The user.</summary>
    public string Username => _options.Username;

    /// <summary>Root of the management plugin's pages and HTTP API (basic authentication with the same user), when it is on.</summary>
    public Uri? ManagementUri { get; }

    private protected override string DisplayName => Title;

    private protected override int StopSignal => Signals.Terminate;

    private protected override TimeSpan StopPatience => TimeSpan.FromSeconds(30);

    /// <summary>Starts the broker and returns when it lets the user in.</summary>
    /// <exception cref="MissingPrerequisiteException">RabbitMQ or Erlang is not installed.</exception>
    /// <exception cref="PortTakenException">A wanted port is in use.</exception>
    /// <exception cref="ServerStartException">It did not become ready, or its data was made with another user or password.</exception>
    public static Task<RabbitMqServer> StartAsync(RabbitMqOptions options, CancellationToken ct)
    {
        var programs = NativeServers.ProgramFolders.From(options.ProgramFolders);
        var (server, epmd) = (programs.Find("rabbitmq-server", AptPackage), programs.Find("epmd", AptPackage));
        Passwords.Checked(options.Password);
        return LaunchAsync(options.DataDirectory, options.Port, Title, Programs, Signals.Terminate, launch =>
        {
            int? management = options.ManagementPort is { } wanted ? FreePorts.Claim(wanted, "RabbitMQ management") : null;
            var node = new RabbitMqNode(launch.Folder, launch.Port, FreePorts.Next(), FreePorts.Next(), management);
            node.Write(options);
            var mapper = ChildProcess.Start(node.Epmd(epmd), text => options.Log?.Invoke(text));
            return Task.FromResult(new RabbitMqServer(options, launch, node, node.Broker(server), mapper));
        }, ct);
    }

    private protected override async Task<bool> ProbeAsync(CancellationToken ct) =>
        await AmqpHandshake.TryAsync(Port, _options.Username, _options.Password, ct) switch
        {
            AmqpHandshake.Answer.Welcome => true,
            AmqpHandshake.Answer.Refused => throw Fail($"The data in {DataDirectory} was made with another user or password."),
            _ => false,
        };

    private protected override async Task StopCompanionsAsync()
    {
        using (_epmd)
        {
            _epmd.Kill();
            await _epmd.Exited;
        }
    }
}
