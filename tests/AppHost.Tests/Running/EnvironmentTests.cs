using System.Net.Http.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Steward.NativeServers;

namespace Steward.AppHost.Tests.Running;

public sealed class EnvironmentTests : IAsyncDisposable
{
    private readonly Sandbox sandbox = new();
    private readonly HttpClient http = new();

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return sandbox.DisposeAsync();
    }

    [Fact]
    public async Task A_project_gets_its_ports_references_and_values_under_the_names_Aspire_gives_them()
    {
        var builder = sandbox.Builder("--ConnectionStrings:elsewhere=Host=far", "--Parameters:key=given", "--OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4317");
        var other = builder.AddChild("other").WithHttpEndpoint(name: "grpc", env: "GRPC_PORT");
        var child = builder.AddChild("child").WithHttpEndpoint(name: "grpc", env: "GRPC_PORT").WithArgs("migrate", "now")
            .WithReference(builder.AddConnectionString("elsewhere"))
            .WithReference(other)
            .WithEnvironment("Auth__SigningKey", builder.AddParameter("key", secret: true))
            .WithEnvironment("Other__Address", other.GetEndpoint("grpc"));
        var app = await sandbox.StartAsync(builder);
        await sandbox.UntilAsync(app, "child", s => s.IsReady);

        var environment = await EnvironmentOf(child);

        Assert.Equal(child.GetEndpoint("http").Url, environment["ASPNETCORE_URLS"]);
        Assert.Equal($"{child.GetEndpoint("grpc").Port}", environment["GRPC_PORT"]);
        Assert.Equal("Host=far", environment["ConnectionStrings__elsewhere"]);
        Assert.Equal(other.GetEndpoint("http").Url, environment["services__other__http__0"]);
        Assert.Equal(other.GetEndpoint("grpc").Url, environment["services__other__grpc__0"]);
        Assert.Equal(other.GetEndpoint("grpc").Url, environment["Other__Address"]);
        Assert.Equal("given", environment["Auth__SigningKey"]);
        Assert.Equal("child", environment["OTEL_SERVICE_NAME"]);
        Assert.Equal("http://collector:4317", environment["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.Equal("Development", environment["ASPNETCORE_ENVIRONMENT"]);
        Assert.Equal("0", environment["DOTNET_gcServer"]);
        Assert.Equal(["migrate", "now"], (await http.GetFromJsonAsync<string[]>(child.GetEndpoint("http").Url + "/arguments", sandbox.Deadline))!);
        Assert.Equal(Sandbox.ChildProject, await http.GetStringAsync(child.GetEndpoint("http").Url + "/folder", sandbox.Deadline));
    }

    [Fact]
    public async Task Without_a_collector_of_the_host_no_program_gets_one()
    {
        var builder = sandbox.Builder();
        var child = builder.AddChild("child");
        var app = await sandbox.StartAsync(builder);
        await sandbox.UntilAsync(app, "child", s => s.IsReady);

        Assert.DoesNotContain("OTEL_EXPORTER_OTLP_ENDPOINT", (await EnvironmentOf(child)).Keys);
    }

    [Fact]
    public async Task Replicas_are_listed_one_by_one_and_only_the_first_has_the_fixed_port()
    {
        var port = FreePorts.Next();
        var builder = sandbox.Builder();
        var many = builder.AddChild("many", port).WithReplicas(2);
        var client = builder.AddChild("client").WithReference(many).WaitFor(many);
        var app = await sandbox.StartAsync(builder);
        await sandbox.UntilAsync(app, "client", s => s.IsReady);

        var environment = await EnvironmentOf(client);

        Assert.Equal($"http://127.0.0.1:{port}", environment["services__many__http__0"]);
        Assert.NotEqual(environment["services__many__http__0"], environment["services__many__http__1"]);
        Assert.Equal("OK", (await http.GetAsync(environment["services__many__http__1"] + "/health/ready", sandbox.Deadline)).ReasonPhrase);
        Assert.NotEqual(app.Engine.Find("many")!.Snapshot.Pid, app.Engine.Find("many-2")!.Snapshot.Pid);
    }

    private async Task<Dictionary<string, string>> EnvironmentOf(IResourceBuilder<ProjectResource> child) =>
        (await http.GetFromJsonAsync<Dictionary<string, string>>(child.GetEndpoint("http").Url + "/environment", sandbox.Deadline))!;
}
