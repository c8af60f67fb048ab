using System.Security.Cryptography;
using System.Text;

namespace Steward.NativeServers;

/// <summary>The Erlang node of a private RabbitMQ: its name, ports, files and environment, shared with no other node of the machine.</summary>
internal sealed class RabbitMqNode(ServerFolder folder, int port, int epmdPort, int distributionPort, int? managementPort)
{
    public int EpmdPort => epmdPort;

    public int? ManagementPort => managementPort;

    /// <summary>Writes the files the node reads.</summary>
    public void Write(RabbitMqOptions options)
    {
        folder.WriteSecret("rabbitmq.conf", Config(options));
        folder.WriteSecret("enabled_plugins", managementPort is null ? "[]." : "[rabbitmq_management].");
        folder.WriteSecret("rabbitmq-env.conf", "");

        // Erlang wants the cookie to be readable by its owner only, and keeps it for as long as the node lives.
        if (!File.Exists(folder.File(".erlang.cookie")))
        {
            folder.WriteSecret(".erlang.cookie", Convert.ToHexString(RandomNumberGenerator.GetBytes(24)));
        }
    }

    /// <summary>The node's port mapper, in the foreground, so that it is a child of ours and ends with us.</summary>
    public ChildCommand Epmd(string program) =>
        new(program, ["-port", $"{epmdPort}", "-address", "127.0.0.1"], folder.FullPath);

    public ChildCommand Broker(string program) => new(program, [], folder.FullPath) { Environment = Variables() };

    private Dictionary<string, string?> Variables()
    {
        // The caller's own RabbitMQ and Erlang settings mean another node.
        var variables = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith("RABBITMQ_", StringComparison.Ordinal) || name.StartsWith("ERL_", StringComparison.Ordinal) || name == "NOTIFY_SOCKET")
            .ToDictionary(name => name, string? (_) => null);
        variables["HOME"] = folder.FullPath;
        variables["RABBITMQ_NODENAME"] = NodeName();
        variables["RABBITMQ_BASE"] = folder.FullPath;
        variables["RABBITMQ_MNESIA_BASE"] = folder.File("mnesia");
        variables["RABBITMQ_LOG_BASE"] = folder.File("log");
        variables["RABBITMQ_SCHEMA_DIR"] = folder.File("schema");
        variables["RABBITMQ_GENERATED_CONFIG_DIR"] = folder.File("config");
        variables["RABBITMQ_CONFIG_FILE"] = folder.File("rabbitmq.conf");
        variables["RABBITMQ_ADVANCED_CONFIG_FILE"] = folder.File("advanced.config");
        variables["RABBITMQ_CONF_ENV_FILE"] = folder.File("rabbitmq-env.conf");
        variables["RABBITMQ_ENABLED_PLUGINS_FILE"] = folder.File("enabled_plugins");
        variables["RABBITMQ_PID_FILE"] = folder.File("rabbitmq.pid");
        variables["RABBITMQ_DIST_PORT"] = $"{distributionPort}";
        variables["ERL_EPMD_PORT"] = $"{epmdPort}";
        variables["ERL_EPMD_ADDRESS"] = "127.0.0.1";
        variables["ERL_CRASH_DUMP_BYTES"] = "0";

        // With "input allowed" the start script becomes the Erlang machine instead of watching over it: the process we
        // start is the broker. -noinput then takes the input away again.
        variables["RABBITMQ_ALLOW_INPUT"] = "1";
        variables["RABBITMQ_SERVER_START_ARGS"] = "-noinput";
        variables["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}";
        return variables;
    }

    private string NodeName() =>
        $"steward-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder.FullPath)))[..12]}@localhost";

    private string Config(RabbitMqOptions options) =>
        $"""
        listeners.tcp.local = 127.0.0.1:{port}
        default_user = {options.Username}
        default_pass = {options.Password}
        vm_memory_high_watermark.relative = 0.4
        disk_free_limit.absolute = 100MB
        log.file = broker.log
        log.file.level = info
        log.file.rotation.size = 10485760
        log.file.rotation.count = 3
        log.console = true
        log.console.level = info

        """ + (managementPort is { } management
            ? $"""
            management.tcp.ip = 127.0.0.1
            management.tcp.port = {management}

            """
            : "");
}
