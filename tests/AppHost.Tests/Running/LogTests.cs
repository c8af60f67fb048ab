using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Steward.AppHost.Tests.Running;

public sealed class LogTests : IAsyncDisposable
{
    private readonly Sandbox sandbox = new();

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Fact]
    public async Task Lines_go_to_the_stream_with_the_name_and_to_a_file_and_the_last_2000_are_kept()
    {
        var builder = sandbox.Builder();
        builder.AddScript("talker", "i=0; while [ $i -lt 2050 ]; do i=$((i+1)); echo line $i; done; echo oops >&2");
        var app = await sandbox.StartAsync(builder);
        await sandbox.StateAsync(app, "talker", KnownResourceStates.Finished);

        var kept = await app.Services.GetRequiredService<ResourceLoggerService>().GetAllAsync("talker").FirstAsync(sandbox.Deadline);

        Assert.Equal(2000, kept.Count);
        Assert.Equal(new LogLine(2050, "line 2050", IsErrorMessage: false), kept.Single(l => l.Content == "line 2050") with { LineNumber = 2050 });
        Assert.True(kept.Single(l => l.Content == "oops").IsErrorMessage);
        Assert.Contains("talker | line 1\n", sandbox.Output, StringComparison.Ordinal);
        Assert.Equal(2051, (await File.ReadAllLinesAsync(LogFile("talker.log"))).Length);
    }

    [Fact]
    public async Task The_log_of_the_start_before_is_kept_beside_the_new_one()
    {
        foreach (var word in new[] { "first", "second" })
        {
            var builder = sandbox.Builder();
            builder.AddScript("talker", $"echo {word}");
            var app = await sandbox.StartAsync(builder);
            await sandbox.StateAsync(app, "talker", KnownResourceStates.Finished);
            await app.StopAsync(sandbox.Deadline);
        }

        Assert.Equal(["second"], await File.ReadAllLinesAsync(LogFile("talker.log")));
        Assert.Equal(["first"], await File.ReadAllLinesAsync(LogFile("talker.previous.log")));
    }

    [Fact]
    public async Task With_the_logs_hidden_and_the_output_turned_standard_output_stays_empty()
    {
        var builder = sandbox.Builder("--Engine:Output=stderr", "--Engine:ShowLogs=false");
        builder.AddScript("talker", "echo hello");
        var app = await sandbox.StartAsync(builder);
        await sandbox.StateAsync(app, "talker", KnownResourceStates.Finished);
        await app.StopAsync(sandbox.Deadline);

        Assert.Empty(sandbox.Output);
        Assert.DoesNotContain("hello", sandbox.Errors, StringComparison.Ordinal);
        Assert.Contains("[1/1] talker done", sandbox.Errors, StringComparison.Ordinal);
    }

    private string LogFile(string name) => Path.Combine(sandbox.Folder, "data", "logs", name);
}
