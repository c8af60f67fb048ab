using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Steward.NativeServers;

namespace Steward.AppHost.Tests.Running;

public sealed class StartRefusedTests : IAsyncDisposable
{
    private readonly Sandbox sandbox = new();

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Fact]
    public async Task A_port_in_use_is_named_with_who_needs_it_and_how_to_choose_another()
    {
        using var taken = new TcpListener(IPAddress.Loopback, FreePorts.Next());
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var builder = sandbox.Builder();
        builder.AddChild("gateway", port);

        var refused = await Assert.ThrowsAsync<DistributedApplicationException>(() => sandbox.StartAsync(builder));

        Assert.Contains($"Port {port}, which 'gateway' needs, is used by another program", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--Ports:gateway=<port> or Ports__gateway=<port>", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_resources_with_the_same_port_are_both_named()
    {
        var port = FreePorts.Next();
        var builder = sandbox.Builder();
        builder.AddChild("gateway", port);
        builder.AddChild("console", port);

        var refused = await Assert.ThrowsAsync<DistributedApplicationException>(() => sandbox.StartAsync(builder));

        Assert.Contains($"Port {port} is wanted by 'gateway' and by 'console'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_host_on_the_same_data_is_refused_and_told_who_has_it()
    {
        var first = await sandbox.StartAsync(sandbox.Builder());

        var refused = await Assert.ThrowsAsync<DistributedApplicationException>(() => sandbox.StartAsync(sandbox.Builder()));
        Assert.Contains($"Another AppHost (pid {Environment.ProcessId}) already runs on", refused.Message, StringComparison.Ordinal);

        await first.StopAsync(sandbox.Deadline);
        await sandbox.StartAsync(sandbox.Builder());
    }

    [Fact]
    public void A_project_that_is_not_there_is_refused_by_path()
    {
        var refused = Assert.Throws<DistributedApplicationException>(() => sandbox.Builder().AddProject("ghost", "../nowhere/Ghost.csproj"));

        Assert.Contains("nowhere/Ghost.csproj, which does not exist", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_cannot_be_run_ends_the_start_with_its_path()
    {
        var builder = sandbox.Builder();
        builder.AddExecutable("ghost", "/bin/true", "/no/such/folder");
        var app = await sandbox.StartAsync(builder);

        await sandbox.EventuallyAsync(() => app.Engine.Failure is not null);

        Assert.Contains("/bin/true cannot be started in /no/such/folder", app.Engine.Failure, StringComparison.Ordinal);
    }
}
