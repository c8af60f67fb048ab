using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Steward.WeCom.Simulator.Api;
using Steward.WeCom.Simulator.Archive;
using Steward.WeCom.Simulator.Broadcasts;
using Steward.WeCom.Simulator.Callbacks;
using Steward.WeCom.Simulator.Clock;
using Steward.WeCom.Simulator.Contacts;
using Steward.WeCom.Simulator.Control;
using Steward.WeCom.Simulator.Corps;
using Steward.WeCom.Simulator.Limits;
using Steward.WeCom.Simulator.Load;
using Steward.WeCom.Simulator.Media;
using Steward.WeCom.Simulator.Mishaps;
using Steward.WeCom.Simulator.Rules;
using Steward.WeCom.Simulator.Staff;
using Steward.WeCom.Simulator.Tags;
using Steward.WeCom.Simulator.Transfers;
using Steward.WeCom.Simulator.Ways;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator;

/// <summary>Composition of the stand-in.</summary>
internal static class SimulatorApp
{
    private const string DefaultUrl = "http://127.0.0.1:5103";
    private const long LargestBody = 8 * 1024 * 1024;
    private const long LargestUpload = 24 * 1024 * 1024;

    /// <summary>So much of a refused body is still read, so that its sender sees the refusal and not a broken connection.</summary>
    private const long LargestDrained = 64 * 1024 * 1024;

    private static string TooLarge { get; } = $"the body is larger than {LargestBody} bytes";

    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Host.UseDefaultServiceProvider(o => o.ValidateOnBuild = o.ValidateScopes = true);
        // A test holds a call half sent for as long as it needs the call to be under way; Kestrel would cut it after five seconds.
        builder.WebHost.ConfigureKestrel(o => (o.Limits.MaxRequestBodySize, o.Limits.MinRequestBodyDataRate) = (LargestDrained, null));
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null)
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.Services.AddOptions<SimulatorOptions>().BindConfiguration("Simulator").ValidateDataAnnotations()
            .Validate(
                o => o.CallbackUrls.All(c => BrandPlan.All.Any(b => b.CorpId == c.Key) && Uri.IsWellFormedUriString(c.Value, UriKind.Absolute)),
                "Simulator:CallbackUrls must map corp ids of this world to absolute URLs.")
            .ValidateOnStart();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<SimulatedClock>();
        builder.Services.AddSingleton<TechnicalClock>();
        builder.Services.AddSingleton<Agenda>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Agenda>());
        builder.Services.AddSingleton<SimulatedWorld>();
        builder.Services.AddSingleton<ClientActions>();
        builder.Services.AddSingleton<ContactActions>();
        builder.Services.AddSingleton<WelcomeCodes>();
        builder.Services.AddSingleton<Consents>();
        builder.Services.AddSingleton<PlayDay>();
        builder.Services.AddSingleton<GenerateLoad>();
        builder.Services.AddSingleton<GetChatData>();
        builder.Services.AddSingleton<GetMediaData>();
        builder.Services.AddSingleton<ArchiveDoor>();
        builder.Services.AddSingleton<ArchiveSeal>();
        builder.Services.AddSingleton<Faults>();
        builder.Services.AddSingleton<Outage>();
        builder.Services.AddSingleton<RosterLag>();
        AddCallbacks(builder.Services);
        AddApi(builder.Services);
        AddControl(builder.Services);

        var app = builder.Build();
        app.UseExceptionHandler(error => error.Run(AnswerFailure));
        app.Use(RefuseLargeBody);
        app.MapGet("/health/live", () => Results.Ok(new { status = "live" }));
        app.MapGet("/health/ready", (SimulatedWorld world) => Results.Ok(new { status = "ready", groups = world.Corps.Values.Sum(c => c.GroupCount) }));
        app.MapWeComApi();
        app.MapControl();
        return app;
    }

    private static void AddCallbacks(IServiceCollection services)
    {
        services.AddSingleton<CallbackBoxes>();
        services.AddSingleton(_ => new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan });
        services.AddSingleton<CallbackClient>();
        services.AddHostedService<SendCallbacks>();
        services.AddHostedService<ConnectCallbacks>();
    }

    private static void AddApi(IServiceCollection services)
    {
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<GetToken>();
        services.AddSingleton<RateWindows>();
        services.AddSingleton<CallLimits>();
        services.AddSingleton<WeComEndpoint>();
        services.AddSingleton<GroupChats>();
        services.AddSingleton<BroadcastBook>();
        services.AddSingleton<Attachments>();
        services.AddSingleton<SendWelcome>();
        services.AddSingleton<CorpTags>();
        services.AddSingleton<GroupTransfers>();
        services.AddSingleton<CustomerTransfers>();
        services.AddSingleton<WayBook>();
        services.AddSingleton<JoinWays>();
        services.AddSingleton<ContactWays>();
        services.AddSingleton<InterceptRules>();
        services.AddSingleton<SendToStaff>();
        services.AddSingleton<MediaLibrary>();
        services.AddSingleton<Agreements>();
        services.AddSingleton<ConfirmBroadcast>();
        services.AddSingleton<Employees>();
        services.AddSingleton<AddBroadcast>();
        services.AddSingleton<BroadcastQueries>();
        services.AddSingleton<BroadcastSwitches>();
    }

    private static void AddControl(IServiceCollection services)
    {
        services.AddSingleton<CorpControl>();
        services.AddSingleton<WorldControl>();
        services.AddSingleton<GroupControl>();
        services.AddSingleton<TaskControl>();
        services.AddSingleton<LoadControl>();
        services.AddSingleton<FaultControl>();
        services.AddSingleton<OutageControl>();
        services.AddSingleton<LimitControl>();
        services.AddSingleton<ClockControl>();
        services.AddSingleton<ScaleControl>();
        services.AddSingleton<AppControl>();
        services.AddSingleton<ArchiveControl>();
        services.AddSingleton<PeopleControl>();
        services.AddSingleton<AcceptMessages>();
    }

    private static Task RefuseLargeBody(HttpContext http, RequestDelegate next)
    {
        var largest = http.Request.Path.StartsWithSegments("/cgi-bin/media", StringComparison.Ordinal) ? LargestUpload : LargestBody;
        if (http.Request.ContentLength > largest)
        {
            return Answer(http, StatusCodes.Status413PayloadTooLarge, TooLarge);
        }

        http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = largest;
        return next(http);
    }

    /// <summary>A body that is too large or cut off is the caller's fault (413, 400); anything else is ours.</summary>
    private static Task AnswerFailure(HttpContext http)
    {
        return http.Features.Get<IExceptionHandlerFeature>()?.Error switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Answer(http, StatusCodes.Status413PayloadTooLarge, TooLarge),
            BadHttpRequestException bad => Answer(http, bad.StatusCode, bad.Message),
            _ => Answer(http, StatusCodes.Status500InternalServerError, "the simulator failed; see its log"),
        };
    }

    private static Task Answer(HttpContext http, int status, string reason)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new { error = reason }, WireJson.Control, http.RequestAborted);
    }
}
