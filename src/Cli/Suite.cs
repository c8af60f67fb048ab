using System.Net.Http.Json;
using System.Text.Json;
using Grpc.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Content.V1;
using Steward.Contracts.Conversions.V1;
using Steward.Contracts.Members.V1;
using Steward.Contracts.Moderation.V1;
using Steward.Contracts.Staffing.V1;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Cli;

/// <summary>
/// The running suite. Where Aspire started this process the addresses are in its environment; typed by hand, they are asked of the
/// local dashboard (<c>STEWARD_DASHBOARD</c>, default http://127.0.0.1:5102), and the signing key is read from the data folder
/// (<c>STEWARD_DATA</c>, default <c>.data</c> here or in a folder above).
/// </summary>
internal sealed class Suite : IAsyncDisposable
{
    /// <summary>The services with gRPC, in the order of a message's way.</summary>
    public static readonly IReadOnlyList<string> Services = ["channels", "moderation", "members", "content", "conversions", "staffing"];

    private readonly ServiceProvider _provider;
    private readonly AsyncServiceScope _scope;

    private Suite(IConfiguration configuration)
    {
        Configuration = configuration;
        var services = new ServiceCollection();
        services.AddSingleton(configuration).AddSingleton(TimeProvider.System).AddSingleton<CallerTokens>();
        services.AddScoped(_ => new CallerContext { Current = Caller.ForService("cli") });
        services
            .AddServiceClient<BrandService.BrandServiceClient>("members").AddServiceClient<GroupService.GroupServiceClient>("members")
            .AddServiceClient<MemberService.MemberServiceClient>("members").AddServiceClient<TagService.TagServiceClient>("members")
            .AddServiceClient<AccountService.AccountServiceClient>("channels").AddServiceClient<MessageService.MessageServiceClient>("channels")
            .AddServiceClient<CommandService.CommandServiceClient>("channels").AddServiceClient<CheckService.CheckServiceClient>("channels").AddServiceClient<TaskService.TaskServiceClient>("channels").AddServiceClient<PictureService.PictureServiceClient>("channels")
            .AddServiceClient<RuleService.RuleServiceClient>("moderation").AddServiceClient<RuleTrialService.RuleTrialServiceClient>("moderation").AddServiceClient<WordListService.WordListServiceClient>("moderation").AddServiceClient<CaseService.CaseServiceClient>("moderation")
            .AddServiceClient<PactService.PactServiceClient>("moderation").AddServiceClient<DisputeService.DisputeServiceClient>("moderation")
            .AddServiceClient<CalendarService.CalendarServiceClient>("content").AddServiceClient<KnowledgeService.KnowledgeServiceClient>("content").AddServiceClient<KnowledgeFileService.KnowledgeFileServiceClient>("content").AddServiceClient<PhraseService.PhraseServiceClient>("content")
            .AddServiceClient<LinkService.LinkServiceClient>("conversions").AddServiceClient<OrderService.OrderServiceClient>("conversions").AddServiceClient<ReportService.ReportServiceClient>("conversions")
            .AddServiceClient<OperatorService.OperatorServiceClient>("staffing").AddServiceClient<AssignmentService.AssignmentServiceClient>("staffing")
            .AddServiceClient<WorkItemService.WorkItemServiceClient>("staffing");
        _provider = services.BuildServiceProvider();
        _scope = _provider.CreateAsyncScope();
    }

    public IConfiguration Configuration { get; }

    public CallerTokens Tokens => _provider.GetRequiredService<CallerTokens>();

    /// <summary>Finds the suite, or explains how to start or name it.</summary>
    public static Task<Suite> ConnectAsync(CancellationToken ct) => ConnectAsync(new ConfigurationBuilder().AddEnvironmentVariables().Build(), ct);

    /// <summary>Finds the suite that an environment names.</summary>
    public static async Task<Suite> ConnectAsync(IConfiguration environment, CancellationToken ct)
    {
        var found = environment["services:members:grpc:0"] is null ? await AskDashboardAsync(environment, ct) : [];
        if (environment["Auth:SigningKey"] is null) { found["Auth:SigningKey"] = SigningKey(environment); }

        return new Suite(new ConfigurationBuilder().AddInMemoryCollection(found).AddConfiguration(environment).Build());
    }

    /// <summary>A generated client.</summary>
    public TClient Client<TClient>() where TClient : ClientBase<TClient> => _scope.ServiceProvider.GetRequiredService<TClient>();

    /// <summary>The same client kind at each service, for what every service serves.</summary>
    public TClient ClientOf<TClient>(string service) where TClient : ClientBase<TClient> =>
        (TClient)Activator.CreateInstance(
            typeof(TClient),
            (CallInvoker)new CallerInvoker(_provider.GetRequiredService<ServiceChannels>().To(service).CreateCallInvoker(), _scope.ServiceProvider.GetRequiredService<CallerContext>(), Tokens))!;

    /// <summary>HTTP address of a part of the suite.</summary>
    public Uri Address(string name) => Configuration[$"services:{name}:http:0"] is { Length: > 0 } address
        ? new Uri(address.EndsWith('/') ? address : address + "/")
        : throw new UserException($"The address of {name} is not known: it does not run, or services__{name}__http__0 is not set.");

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        await _provider.DisposeAsync();
    }

    private static async Task<Dictionary<string, string?>> AskDashboardAsync(IConfiguration environment, CancellationToken ct)
    {
        var dashboard = environment["STEWARD_DASHBOARD"] ?? "http://127.0.0.1:5102";
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            var resources = await http.GetFromJsonAsync<List<Resource>>(new Uri(new Uri(dashboard), "api/resources"), JsonSerializerOptions.Web, ct) ?? [];
            return (from resource in resources from endpoint in resource.Endpoints select KeyValuePair.Create($"services:{resource.Name}:{endpoint.Name}:0", (string?)endpoint.Url))
                .ToDictionary();
        }
        catch (Exception exception) when (!ct.IsCancellationRequested && exception is HttpRequestException or JsonException or TaskCanceledException or UriFormatException or NotSupportedException)
        {
            throw new UserException($"No suite answers at {dashboard}. Start it with AppHost/up, or name its dashboard in STEWARD_DASHBOARD.");
        }
    }

    private static string SigningKey(IConfiguration environment)
    {
        var folders = environment["STEWARD_DATA"] is { } data ? [data] : Above(Directory.GetCurrentDirectory()).Concat(Above(AppContext.BaseDirectory)).Select(folder => Path.Combine(folder, ".data"));
        foreach (var file in folders.Select(folder => Path.Combine(folder, "secrets.json")).Where(File.Exists))
        {
            if (Secrets(file).FirstOrDefault(secret => secret.Key.Contains("auth-signing-key", StringComparison.Ordinal)).Value is { } key) { return key; }
        }

        throw new UserException("The suite's signing key is not known: set Auth__SigningKey, or run this inside the checkout whose .data folder the suite uses (STEWARD_DATA names another).");
    }

    private static Dictionary<string, string> Secrets(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file)) ?? [];
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{file} holds the suite's signing key and cannot be read ({exception.Message}). Run this as the user who started the suite, or set Auth__SigningKey.");
        }
    }

    private static IEnumerable<string> Above(string folder)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at)) { yield return at; }
    }

    private sealed record Resource(string Name, IReadOnlyList<Endpoint> Endpoints);

    private sealed record Endpoint(string Name, string Url);
}
