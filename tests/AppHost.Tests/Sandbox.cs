using System.Diagnostics;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Steward.AppHost.Tests;

/// <summary>A data folder of its own and hosts with short times on it.</summary>
public sealed class Sandbox : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource late = new(Patience);
    private readonly List<DistributedApplication> apps = [];
    private readonly StringWriter errors = new();
    private readonly StringWriter output = new();

    public string Folder { get; } = Directory.CreateTempSubdirectory("apphost-").FullName;

    public CancellationToken Deadline => late.Token;

    public string Output => output.ToString();

    public string Errors => errors.ToString();

    public static string ChildProject => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../tests/AppHost.Tests/Child"));

    public static string ChildProgram => DotNet.AssemblyOf(Path.Combine(ChildProject, "AppHost.Child.csproj"), binaries: null);

    public IDistributedApplicationBuilder Builder(params string[] args)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args =
            [
                $"--STEWARD_DATA={Path.Combine(Folder, "data")}", "--Ports:dashboard=0", "--Engine:FirstRestartDelay=00:00:00.020",
                "--Engine:HealthInterval=00:00:00.100", "--Engine:StartingHealthInterval=00:00:00.050", .. args,
            ],
            ProjectDirectory = Folder,
        });
        builder.Services.AddSingleton(s => new ConsoleStream(s.GetRequiredService<EngineSettings>(), TextWriter.Synchronized(output), TextWriter.Synchronized(errors), coloured: false));
        return builder;
    }

    public async Task<DistributedApplication> StartAsync(IDistributedApplicationBuilder builder)
    {
        var app = builder.Build();
        apps.Add(app);
        await app.StartAsync(Deadline);
        return app;
    }

    public Task<ResourceEvent> StateAsync(DistributedApplication app, string resource, string state) =>
        UntilAsync(app, resource, s => s.State?.Text == state);

    public async Task<ResourceEvent> UntilAsync(DistributedApplication app, string resource, Func<CustomResourceSnapshot, bool> predicate) =>
        await app.ResourceNotifications.WaitForResourceAsync(resource, e => predicate(e.Snapshot), Deadline);

    /// <summary>Waits for something that gives no notice of itself, such as the end of a process.</summary>
    public async Task EventuallyAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), Deadline);
        }
    }

    public static bool Lives(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is ArgumentException or IOException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in apps)
        {
            await app.DisposeAsync();
        }

        late.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>Adds the small programs these tests run.</summary>
internal static class Programs
{
    public static IResourceBuilder<ExecutableResource> AddScript(this IDistributedApplicationBuilder builder, string name, string script) =>
        builder.AddExecutable(name, "/bin/sh", "/", "-c", script);

    public static IResourceBuilder<ProjectResource> AddChild(this IDistributedApplicationBuilder builder, string name, int? port = null) =>
        builder.AddProject(name, Sandbox.ChildProject).WithHttpEndpoint(port: port).WithHttpHealthCheck("/health/ready");
}
