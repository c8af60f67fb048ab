// What the stand-in's tests run under a host: a small web service, or (first argument "host") a host of its own.
using Aspire.Hosting;

if (args is ["host", var data])
{
    var host = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
    {
        Args = [$"--STEWARD_DATA={data}"],
        DisableDashboard = true,
        ProjectDirectory = AppContext.BaseDirectory,
    });
    host.AddExecutable("sleeper", "/bin/sh", "/", "-c", "echo \"my pid is $$\"; exec sleep 1000").WithHttpEndpoint();
    await using var running = host.Build();
    await running.RunAsync();
    return Environment.ExitCode;
}

var healthy = Environment.GetEnvironmentVariable("READY_FILE") is not { } file || File.Exists(file);
var app = WebApplication.CreateSlimBuilder(args).Build();
app.MapGet("/health/ready", () =>
{
    healthy = healthy || File.Exists(Environment.GetEnvironmentVariable("READY_FILE"));
    return Results.StatusCode(healthy ? 200 : 503);
});
app.MapGet("/environment", () => Environment.GetEnvironmentVariables());
app.MapGet("/folder", () => Environment.CurrentDirectory);
app.MapGet("/arguments", () => args);
app.MapPost("/crash", () => Environment.Exit(7));
await app.RunAsync();
return 0;
