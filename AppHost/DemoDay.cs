using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Steward.AppHost;

/// <summary>Ends the application when a program in it has ended, and passes on what that program printed.</summary>
internal static class DemoDay
{
    /// <summary>Waits for the program's end, stops the application, prints the program's JSON and gives its exit code.</summary>
    public static async Task<int> OutcomeAsync(DistributedApplication app, string resource, CancellationToken over)
    {
        var lifetime = app.Services.GetRequiredService<IHostApplicationLifetime>();
        ResourceEvent ended;
        try
        {
            ended = await app.ResourceNotifications.WaitForResourceAsync(resource, e => KnownResourceStates.TerminalStates.Contains(e.Snapshot.State?.Text), over);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"{resource} did not come to an end.");
            return 1;
        }

        var lines = await OutputOf.LinesAsync(app, ended.ResourceId, over);
        lifetime.StopApplication();

        // The summary is the last thing on standard output: nothing else may still be talking.
        await Task.Delay(Timeout.InfiniteTimeSpan, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var summary = lines.SkipWhile(line => !line.StartsWith('{')).ToList();
        foreach (var line in summary.Count > 0 ? summary : lines)
        {
            await Console.Out.WriteLineAsync(line);
        }

        return ended.Snapshot.ExitCode ?? 1;
    }
}
