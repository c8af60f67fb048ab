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
        builder.AddScript("talker", "i=0; while [ $i -lt 2050 ]; do i=$((i+1)); echo line $i; done");
        // Another resource: the two streams of one are read side by side, and either may be ahead.
        builder.AddScript("critic", "echo oops >&2");
        var app = await sandbox.StartAsync(builder);
        await sandbox.StateAsync(app, "talker", KnownResourceStates.Finished);
        await sandbox.StateAsync(app, "critic", KnownResourceStates.Finished);

        var kept = await KeptAsync("talker");

        Assert.Equal(2000, kept.Count);
        Assert.Equal(new LogLine(2050, "line 2050", IsErrorMessage: false), kept[^1]);
        Assert.Equal([new LogLine(1, "oops", IsErrorMessage: true)], await KeptAsync("critic"));
        Assert.Contains("talker | line 1\n", sandbox.Output, StringComparison.Ordinal);
        Assert.Equal(2050, (await File.ReadAllLinesAsync(LogFile("talker.log"))).Length);

        async Task<IReadOnlyList<LogLine>> KeptAsync(string resource) => await app.Services.GetRequiredService<ResourceLoggerService>().GetAllAsync(resource).FirstAsync(sandbox.Deadline);
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
