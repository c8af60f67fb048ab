using System.Net;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Steward.AppHost.Tests.Dashboard;

public sealed class DashboardTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly Sandbox sandbox = new();
    private readonly HttpClient http = new();
    private DistributedApplication app = null!;

    public async Task InitializeAsync()
    {
        var builder = sandbox.Builder();
        builder.AddScript("worker", "echo '<hello>'; exec sleep 1000").WithHttpEndpoint();
        builder.AddScript("job", "exit 0");
        app = await sandbox.StartAsync(builder);
        http.BaseAddress = new Uri(app.Engine.DashboardUrl!);
        await sandbox.UntilAsync(app, "worker", s => s.IsReady);
        await sandbox.StateAsync(app, "job", KnownResourceStates.Finished);
        await sandbox.EventuallyAsync(() => app.Engine.Find("worker")!.Log.Last().Count > 0);
    }

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return sandbox.DisposeAsync();
    }

    Task IAsyncLifetime.DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_resources_are_listed_with_what_is_known_of_them()
    {
        var all = await GetAsync("/api/resources");

        var worker = all.EnumerateArray().Single(r => r.GetProperty("name").GetString() == "worker");
        Assert.Equal("executable", worker.GetProperty("kind").GetString());
        Assert.Equal("Running", worker.GetProperty("state").GetString());
        Assert.Equal("healthy", worker.GetProperty("health").GetString());
        Assert.Equal(0, worker.GetProperty("restarts").GetInt32());
        Assert.True(Sandbox.Lives(worker.GetProperty("pid").GetInt32()));
        Assert.True(worker.GetProperty("uptimeSeconds").GetDouble() >= 0);
        Assert.StartsWith("http://127.0.0.1:", worker.GetProperty("endpoints")[0].GetProperty("url").GetString(), StringComparison.Ordinal);
        var job = all.EnumerateArray().Single(r => r.GetProperty("name").GetString() == "job");
        Assert.Equal("Finished", job.GetProperty("state").GetString());
        Assert.Equal(0, job.GetProperty("exitCode").GetInt32());
    }

    [Fact]
    public async Task The_last_lines_of_a_resource_can_be_read()
    {
        var lines = await GetAsync("/api/resources/worker/logs");

        Assert.Equal("<hello>", lines[0].GetProperty("text").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/api/resources/ghost/logs", sandbox.Deadline)).StatusCode);
    }

    [Fact]
    public async Task A_resource_is_stopped_stays_stopped_and_is_started_and_restarted()
    {
        var first = app.Engine.Find("worker")!.Snapshot.Pid!.Value;

        Assert.Equal(HttpStatusCode.OK, await PostAsync("worker", "stop"));
        Assert.Equal("Exited", await StateOf("worker"));
        Assert.False(Sandbox.Lives(first));

        Assert.Equal(HttpStatusCode.OK, await PostAsync("worker", "start"));
        var second = (await sandbox.UntilAsync(app, "worker", s => s.IsReady)).Snapshot.Pid;

        Assert.Equal(HttpStatusCode.OK, await PostAsync("worker", "restart"));
        var third = (await sandbox.UntilAsync(app, "worker", s => s.IsReady && s.Pid != second)).Snapshot;
        Assert.Equal(0, third.Restarts);
        Assert.False(Sandbox.Lives(second!.Value));
    }

    [Fact]
    public async Task Without_the_header_that_only_its_own_page_sends_nothing_is_stopped()
    {
        using var answer = await http.PostAsync("/api/resources/worker/stop", null, sandbox.Deadline);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("Running", await StateOf("worker"));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync("worker", "explode"));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync("ghost", "stop"));
    }

    [Fact]
    public async Task A_request_under_a_foreign_name_is_turned_away()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/resources");
        request.Headers.Host = "evil.example";

        using var answer = await http.SendAsync(request, sandbox.Deadline);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
    }

    [Fact]
    public async Task The_page_is_Chinese_unless_English_is_asked_for()
    {
        var chinese = await http.GetStringAsync("/", sandbox.Deadline);
        var english = await http.GetStringAsync("/?lang=en", sandbox.Deadline);

        Assert.Contains("运行中", chinese, StringComparison.Ordinal);
        Assert.Contains("href=\"/?lang=en\"", chinese, StringComparison.Ordinal);
        Assert.Contains(">Running<", english, StringComparison.Ordinal);
        Assert.Contains("data-action=\"stop\"", english, StringComparison.Ordinal);
        Assert.Contains("refresh", await http.GetStringAsync("/page.js", sandbox.Deadline), StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme", await http.GetStringAsync("/page.css", sandbox.Deadline), StringComparison.Ordinal);
    }

    private async Task<JsonElement> GetAsync(string path) => JsonDocument.Parse(await http.GetStringAsync(path, sandbox.Deadline)).RootElement;

    private async Task<string?> StateOf(string name) =>
        (await GetAsync("/api/resources")).EnumerateArray().Single(r => r.GetProperty("name").GetString() == name).GetProperty("state").GetString();

    private async Task<HttpStatusCode> PostAsync(string name, string action)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/resources/{name}/{action}");
        request.Headers.Add("X-Steward-Dashboard", "1");
        using var answer = await http.SendAsync(request, sandbox.Deadline);
        return answer.StatusCode;
    }
}
