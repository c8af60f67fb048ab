using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Grpc.Core;
using Microsoft.Extensions.Configuration;
using Steward.Cli;
using Steward.Cli.Demo;
using Steward.NativeServers;
using Steward.Testing;
using Xunit;

namespace Steward.Platform.Tests;

/// <summary>The whole system as its users start it: the real AppHost with real servers on free ports and data of its own, the demo world loaded. One for all stories.</summary>
public sealed class RunningSuite : IAsyncLifetime
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly HttpClient Http = new();
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(60);

    private readonly string _data = Path.Combine(Path.GetTempPath(), $"steward-stories-{Environment.ProcessId}");
    private readonly string _dashboard = $"http://127.0.0.1:{FreePorts.Next()}";
    private readonly List<string> _output = [];
    private Process? _host;

    /// <summary>The AppHost of the same build as the tests.</summary>
    public static string AppHostProgram { get; } = Path.Combine(Checkout.Root, "artifacts", "bin", "AppHost", new DirectoryInfo(AppContext.BaseDirectory).Name, "Steward.AppHost.dll");

    /// <summary>Environment variables for everything the AppHost starts; to be filled before the start.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    /// <summary>The folder with the suite's data, logs and secrets.</summary>
    public string DataFolder => _data;

    /// <summary>The suite's services, as the command line reaches them.</summary>
    internal Suite Suite { get; private set; } = null!;

    /// <summary>The WeCom stand-in.</summary>
    internal SimulatorClient Simulator { get; private set; } = null!;

    /// <summary>The fast-food brand.</summary>
    internal DemoBrand FastFood { get; } = DemoFiles.Brands()[0];

    /// <summary>The beauty brand.</summary>
    internal DemoBrand Beauty { get; } = DemoFiles.Brands()[1];

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_data);
        string[] ports = ["--Ports:gateway=0", "--Ports:console=0", "--Ports:simulator=0", $"--Ports:dashboard={new Uri(_dashboard).Port}", "--Demo:Day=none"];
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Checkout.Root };
        start.ArgumentList.Add(AppHostProgram);
        foreach (var port in ports) { start.ArgumentList.Add(port); }

        start.Environment["STEWARD_DATA"] = _data;
        foreach (var (name, value) in Settings) { start.Environment[name] = value; }

        // Failures are part of some stories: nobody waits half a minute for a second try.
        start.Environment["Messaging__Redelivery__0"] = "00:00:01";
        start.Environment["Messaging__Redelivery__1"] = "00:00:05";
        start.Environment["Messaging__Redelivery__2"] = "00:00:30";
        _host = Process.Start(start)!;
        _host.OutputDataReceived += (_, line) => Keep(line.Data);
        _host.ErrorDataReceived += (_, line) => Keep(line.Data);
        _host.BeginOutputReadLine();
        _host.BeginErrorReadLine();
        await Eventually.TrueAsync(IsLoadedAsync, StartPatience, "the demo world is loaded");

        Suite = await Suite.ConnectAsync(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["STEWARD_DASHBOARD"] = _dashboard, ["STEWARD_DATA"] = _data }).Build(), CancellationToken.None);
        Simulator = new SimulatorClient(Suite.Address("simulator"));
        await Simulator.SetEmployeesAsync(TimeSpan.FromMilliseconds(50), CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        Simulator?.Dispose();
        if (Suite is not null) { await Suite.DisposeAsync(); }

        if (_host is { HasExited: false })
        {
            using var stop = Process.Start("kill", ["-TERM", _host.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await stop.WaitForExitAsync();
            using var patience = new CancellationTokenSource(StopPatience);
            await _host.WaitForExitAsync(patience.Token);
        }

        _host?.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    /// <summary>What the dashboard says of a resource.</summary>
    public async Task<ResourceState> ResourceAsync(string name) =>
        (await ResourcesAsync()).FirstOrDefault(resource => resource.Name == name) ?? throw new InvalidOperationException($"The dashboard shows no resource {name}.");

    /// <summary>Presses a button of the dashboard: stop, start or restart.</summary>
    public async Task PressAsync(string name, string action)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_dashboard}/api/resources/{name}/{action}");
        request.Headers.Add("X-Steward-Dashboard", "1");
        using var answer = await Http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{action} {name}: {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Runs platformctl as a person types it while this suite runs.</summary>
    public async Task<(int ExitCode, string Output, string Error)> TypeAsync(params string[] line)
    {
        var program = Path.Combine(Checkout.Root, "artifacts", "bin", "Cli", new DirectoryInfo(AppContext.BaseDirectory).Name, "Steward.Cli.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. line]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        (start.Environment["STEWARD_DASHBOARD"], start.Environment["STEWARD_DATA"]) = (_dashboard, _data);
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(StartPatience);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Every count of the way of a message now, over both brands.</summary>
    internal Task<Tally> TallyAsync() => Tally.ReadAsync(Suite, [FastFood, Beauty], DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), CancellationToken.None);

    /// <summary>Waits until everything that was ever said at the stand-in has gone the whole way once, and nothing twice; fails with the counts otherwise.</summary>
    internal async Task<Tally> SettledAsync(TimeSpan patience)
    {
        var (archived, tally) = (0L, new Tally());
        try
        {
            await Eventually.TrueAsync(
                async () =>
                {
                    // Each look asks every service a dozen questions: looking all the time would be a load of its own.
                    await Task.Delay(Look);
                    archived = (await Simulator.CorpsAsync(CancellationToken.None)).Sum(corp => corp.Archived);
                    try
                    {
                        tally = await TallyAsync();
                    }
                    catch (RpcException exception) when (exception.StatusCode == StatusCode.Unavailable)
                    {
                        // A service that is being started again is part of some stories.
                        return false;
                    }

                    return archived == tally.Accepted && tally.Screened == archived && tally.Chatter + tally.Questions + tally.Offences == archived
                        && tally.AnsweredByKnowledge + tally.HandedToPeople == tally.Questions && tally.WorkQuestions == tally.HandedToPeople
                        && tally.SeenByMembers == archived && tally.SeenByStaffing == archived && tally.SeenByConversions == archived && tally.CommandsOpen == 0 && tally.PostsOpen == 0;
                },
                patience,
                "all that was said has gone the whole way");
        }
        catch (TimeoutException exception)
        {
            Assert.Fail($"{exception.Message} Said: {archived}. {tally}");
        }

        return tally;
    }

    private async Task<bool> IsLoadedAsync()
    {
        if (_host!.HasExited) { Assert.Fail($"The AppHost ended with {_host.ExitCode}:\n{string.Join('\n', _output.TakeLast(40))}"); }

        try
        {
            var world = (await ResourcesAsync()).FirstOrDefault(resource => resource.Name == "demo-world");
            if (world?.ExitCode is > 0) { Assert.Fail($"The demo world could not be loaded:\n{string.Join('\n', _output.TakeLast(40))}"); }

            return world?.ExitCode == 0;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<ResourceState>> ResourcesAsync() => await Http.GetFromJsonAsync<List<ResourceState>>($"{_dashboard}/api/resources", JsonSerializerOptions.Web) ?? [];

    private void Keep(string? line)
    {
        if (line is not null) { lock (_output) { _output.Add(line); } }
    }
}

/// <summary>A row of the dashboard.</summary>
public sealed record ResourceState(string Name, string State, string? Health, int Restarts, int? Pid, int? ExitCode);

/// <summary>
/// All stories share one running suite and are told one after another, in any order. Heavy traffic goes to the fast-food brand, sends
/// to the beauty brand: a group may get only so many a month.
/// </summary>
[CollectionDefinition(Name)]
public sealed class Stories : ICollectionFixture<RunningSuite>
{
    public const string Name = "stories";
}
