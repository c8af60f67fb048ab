// The one description of the system. `--no-simulator` leaves out the WeCom stand-in and its demo world; `--telegram` adds the Telegram stand-in;
// `--verify` runs the demo day at full speed, prints one JSON summary, and ends with its exit code.
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Steward.AppHost;

string[] flags = ["--no-simulator", "--telegram", "--verify"];
var verify = args.Contains("--verify");
var simulated = verify || !args.Contains("--no-simulator");

var builder = DistributedApplication.CreateBuilder([.. args.Except(flags)]);
if (verify)
{
    // Standard output belongs to the summary alone; what the programs write is in their log files.
    builder.Configuration["Engine:Output"] = "stderr";
    builder.Configuration["Engine:ShowLogs"] = "false";
}

// Servers. Where no container engine answers, real Aspire takes them from ConnectionStrings:<name> instead.
var postgres = new Lazy<IResourceBuilder<PostgresServerResource>>(() =>
    builder.AddPostgres("postgres").WithDataVolume().WithLifetime(ContainerLifetime.Persistent));
var rabbitmq = Server("rabbitmq", name => builder.AddRabbitMQ(name).WithDataVolume().WithManagementPlugin().WithLifetime(ContainerLifetime.Persistent));
var redis = Server("redis", name => builder.AddRedis(name).WithLifetime(ContainerLifetime.Persistent));

// Secrets: given as Parameters:<name>, or made at the first start and kept.
var appPassword = Secret("postgres-app-password");
var signingKey = Secret("auth-signing-key");

// The five domain services and Channels, each with its own database, migrated before it starts.
var channels = Service("channels", "Channels");
var moderation = Service("moderation", "Moderation");
// Whoever sends asks Moderation's compliance gate first; without it they run, and what they have to say waits.
IResourceBuilder<ProjectResource>[] services =
[
    channels,
    Service("members", "Members"),
    Service("content", "Content").WithReference(moderation).WithReference(channels),
    moderation,
    Service("conversions", "Conversions"),
    Service("staffing", "Staffing").WithReference(moderation),
];

var gateway = Web("gateway", "Gateway", 5100, "/health/ready").WithExternalHttpEndpoints()
    .WithHttpEndpoint(name: "grpc", env: "GRPC_PORT")
    .WithReference(redis).WaitFor(redis);
var console = Web("console", "Console", 5101, "/health/ready").WithExternalHttpEndpoints()
    .WithReference(rabbitmq).WaitFor(rabbitmq)
    .WithReference(redis).WaitFor(redis);
foreach (var service in services)
{
    gateway.WithReference(service);
    console.WithReference(service);
}

gateway.WithEnvironment("Console__Url", console.GetEndpoint("http"));
List<IResourceBuilder<ProjectResource>> shown = [console, gateway];
if (args.Contains("--telegram"))
{
    // Nobody of the demo world lives there: bots and chats are made through its control API.
    shown.Add(Web("telegram", "Telegram.Simulator", 5104, "/health/ready").WithExternalHttpEndpoints());
    channels.WithEnvironment("Telegram__PublicUrl", gateway.GetEndpoint("http"));
}

if (simulated)
{
    var simulator = Web("simulator", "WeCom.Simulator", 5103, "/health/ready").WithExternalHttpEndpoints().WithReference(channels);
    // The stand-in has no limit to spare: messages are fetched ten times a second instead of once.
    // The stand-in's people never sleep: a demo at night must not wait for the morning.
    channels.WithEnvironment("Commands__QuietHours", builder.Configuration["Commands:QuietHours"] ?? "");
    channels.WithReference(simulator).WithEnvironment("Archive__PollMilliseconds", builder.Configuration["Archive:PollMilliseconds"] ?? "100");
    shown.Add(simulator);

    // The world: brands, groups, members, knowledge, rules. Outside of --verify the demo day then begins, slowly.
    var world = Command("demo-world", "demo", "load").WithEnvironment("Demo__Day", builder.Configuration["Demo:Day"] ?? (verify ? "none" : "slow")).WaitFor(simulator);
    if (verify)
    {
        Command("demo-verify", "demo", "verify").WaitFor(simulator).WaitForCompletion(world);
    }
}

await using var app = builder.Build();
using var over = new CancellationTokenSource();
var outcome = verify ? DemoDay.OutcomeAsync(app, "demo-verify", over.Token) : Readiness.AnnounceAsync(app, shown, simulated ? "demo-world" : null, over.Token);
await app.RunAsync();
await over.CancelAsync();
var exitCode = await outcome;
return Environment.ExitCode != 0 ? Environment.ExitCode : exitCode;

IResourceBuilder<IResourceWithConnectionString> Server<T>(string name, Func<string, IResourceBuilder<T>> add)
    where T : class, IResourceWithConnectionString =>
    builder.Configuration.GetConnectionString(name) is null ? add(name) : builder.AddConnectionString(name);

IResourceBuilder<ParameterResource> Secret(string name) =>
    builder.AddParameter(name, new GenerateParameterDefault { MinLength = 48, Special = false }, secret: true, persist: true);

int? Port(string name, int otherwise) => builder.Configuration.GetValue($"Ports:{name}", otherwise) is > 0 and var port ? port : null;

IResourceBuilder<ProjectResource> Project(string name, string project) =>
    builder.AddProject(name, $"../src/{project}/{project}.csproj").WithEnvironment("Auth__SigningKey", signingKey);

IResourceBuilder<ProjectResource> Web(string name, string project, int port, string health) =>
    Project(name, project).WithHttpEndpoint(port: Port(name, port)).WithHttpHealthCheck(health);

IResourceBuilder<ProjectResource> Service(string name, string project)
{
    var database = Server($"{name}-db", db => postgres.Value.AddDatabase(db));
    var migrations = Project($"{name}-migrations", project).WithArgs("migrate").WithEnvironment("Postgres__AppPassword", appPassword)
        .WithReference(database).WaitFor(database);
    var service = Project(name, project).WithEnvironment("Postgres__AppPassword", appPassword)
        .WithReference(database).WaitForCompletion(migrations)
        .WithReference(rabbitmq).WaitFor(rabbitmq)
        .WithReference(redis).WaitFor(redis)
        .WithHttpEndpoint(port: Port(name, 0)) // HTTP/1.1: health, redirects, callbacks
        .WithHttpEndpoint(name: "grpc", env: "GRPC_PORT") // HTTP/2 without TLS
        .WithHttpHealthCheck("/health/ready");
    migrations.WithParentRelationship(service);
    return service;
}

IResourceBuilder<ProjectResource> Command(string name, params string[] arguments)
{
    var command = Project(name, "Cli").WithArgs(arguments);
    foreach (var needed in services.Concat(shown))
    {
        command.WithReference(needed).WaitFor(needed);
    }

    return command;
}
