using Grpc.Core;
using Grpc.Net.Client;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Steward.Kernel;
using Steward.ServiceDefaults;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;
using Steward.ServiceDefaults.Storage;

namespace Steward.Testing;

/// <summary>
/// A real service in the test process: its own migrated PostgreSQL database, its own RabbitMQ virtual host, gRPC and HTTP on real ports.
/// The test speaks to it as people and other services do, and hears what it publishes.
/// </summary>
public sealed class ServiceHost : IAsyncDisposable
{
    private const string AppPassword = "test-app-password";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly WebApplication _app;
    private readonly TestDatabase? _database;
    private readonly TestVirtualHost _broker;
    private readonly bool _ownsBench;
    private readonly EventTap _tap;
    private readonly GrpcChannel _channel;

    private ServiceHost(WebApplication app, TestDatabase? database, TestVirtualHost broker, bool ownsBench, EventTap tap, IReadOnlyList<string> settings)
    {
        _app = app;
        Settings = settings;
        (_database, _broker, _ownsBench, _tap) = (database, broker, ownsBench, tap);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        HttpAddress = new Uri(addresses[0]);
        GrpcAddress = new Uri(addresses[^1]);
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = HttpAddress };
        _channel = GrpcChannel.ForAddress(GrpcAddress);
    }

    /// <summary>The signing key of every service in tests.</summary>
    public const string SigningKey = "test-signing-key-0123456789";

    /// <summary>Its HTTP/1.1 port; redirects are not followed, cookies not kept.</summary>
    public HttpClient Http { get; }

    /// <summary>Address of its HTTP/1.1 port.</summary>
    public Uri HttpAddress { get; }

    /// <summary>Address of its gRPC port.</summary>
    public Uri GrpcAddress { get; }

    /// <summary>The running host's container.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>The service's database as the service sees it.</summary>
    public Database Database => Services.GetRequiredService<Database>();

    /// <summary>The virtual host, to be shared with another service of the same test or with a second start of this one.</summary>
    public TestVirtualHost Broker => _broker;

    /// <summary>The database, to be used again by a second start of this service.</summary>
    public TestDatabase TestDatabase => _database ?? throw new InvalidOperationException("This service has no database.");

    /// <summary>Its database as the owner, whom row-level security does not bind.</summary>
    public string OwnerConnectionString => TestDatabase.ConnectionString;

    /// <summary>The configuration it runs with, as arguments: a program of its own with the same is another replica.</summary>
    public IReadOnlyList<string> Settings { get; }

    /// <summary>Starts a service on a database and a virtual host of its own.</summary>
    /// <param name="service">What to run.</param>
    /// <param name="replace">Replaces registrations, such as the clock; null: none.</param>
    /// <param name="args">Configuration as on a command line: <c>--Archive:PollMilliseconds=20</c>.</param>
    /// <param name="earlier">A host whose database and virtual host are used instead of new ones; it keeps owning them and must be disposed last.</param>
    public static async Task<ServiceHost> StartAsync(Service service, Action<IServiceCollection>? replace = null, string[]? args = null, ServiceHost? earlier = null)
    {
        var broker = earlier?._broker ?? await TestBroker.VirtualHostAsync();
        var sameService = earlier?._database is { } known && known.Name.StartsWith(service.Name, StringComparison.Ordinal);
        var database = service.Database is null ? null : sameService ? earlier!._database : await NewDatabaseAsync(service);
        var tap = await EventTap.StartAsync(broker.ConnectionString);
        var settings = new List<string>
        {
            "--urls=http://127.0.0.1:0", "--GRPC_PORT=0", "--Logging:LogLevel:Default=Warning", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Warning",
            $"--ConnectionStrings:rabbitmq={broker.ConnectionString}", $"--Auth:SigningKey={SigningKey}", $"--Postgres:AppPassword={AppPassword}",
            $"--Messaging:Partitions={EventTap.Partitions}",
        };
        if (database is not null) { settings.Add($"--ConnectionStrings:{service.Database}={database.ConnectionString}"); }

        settings.AddRange(args ?? []);
        var app = service.Build([.. settings], replace);
        await app.StartAsync();
        await ReadyAsync(app);
        return new ServiceHost(app, database, broker, earlier is null, tap, settings);
    }

    /// <summary>A client of this service on behalf of a caller.</summary>
    public TClient Client<TClient>(Caller caller) where TClient : ClientBase<TClient> =>
        (TClient)Activator.CreateInstance(typeof(TClient), (CallInvoker)new CallerInvoker(_channel.CreateCallInvoker(), new CallerContext { Current = caller }, Services.GetRequiredService<CallerTokens>()))!;

    /// <summary>An operator who sees these brands.</summary>
    public static Caller OperatorOf(params Guid[] brands) => CallerOf(Role.Operator, brands);

    /// <summary>A team lead who sees these brands.</summary>
    public static Caller LeadOf(params Guid[] brands) => CallerOf(Role.Lead, brands);

    /// <summary>An administrator who sees these brands.</summary>
    public static Caller AdminOf(params Guid[] brands) => CallerOf(Role.Admin, brands);

    /// <summary>A brand's API key.</summary>
    public static Caller KeyOf(Guid brand) => new($"key:{Guid.NewGuid()}", Role.Brand, [new BrandId(brand)]);

    /// <summary>Another service of the suite.</summary>
    public static Caller ServiceCaller => Caller.ForService("test");

    /// <summary>Publishes an event as another service would; the same id again is the same event delivered twice.</summary>
    public async Task PublishAsync<T>(T message, Guid? messageId = null) where T : class
    {
        var id = messageId ?? Guid.CreateVersion7();
        await Services.GetRequiredService<IBus>().Publish(message, context => context.MessageId = id);
    }

    /// <summary>The next event of a type that went over the broker and was not returned before; waits for it.</summary>
    public Task<T> NextAsync<T>(Func<T, bool>? match = null, TimeSpan? timeout = null) where T : class => _tap.NextAsync(match ?? (_ => true), timeout ?? Patience);

    /// <summary>All events of a type that went over the broker so far.</summary>
    public IReadOnlyList<T> Published<T>() where T : class => _tap.Seen<T>();

    /// <summary>Runs the host to its end: background work stops, what it holds is flushed. Disposing does the same.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _channel.Dispose();

        // As a process ends: the container alone would take things from under work that nobody told to stop.
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _tap.DisposeAsync();
        if (!_ownsBench) { return; }

        if (_database is not null) { await _database.DisposeAsync(); }

        await _broker.DisposeAsync();
    }

    private static Caller CallerOf(Role role, Guid[] brands) => new(Guid.NewGuid().ToString(), role, [.. brands.Select(brand => new BrandId(brand))]);

    private static Task<TestDatabase> NewDatabaseAsync(Service service) => TestPostgres.DatabaseAsync(
        service.Name,
        connection => service.MigrateAsync(
            new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [$"ConnectionStrings:{service.Database}"] = connection, ["Postgres:AppPassword"] = AppPassword }).Build(),
            CancellationToken.None));

    private static async Task ReadyAsync(WebApplication app)
    {
        var health = app.Services.GetRequiredService<HealthCheckService>();
        await Eventually.TrueAsync(async () => (await health.CheckHealthAsync()).Status == HealthStatus.Healthy, Patience, "the service is ready");
    }
}
