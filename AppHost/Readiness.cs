using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Steward.AppHost;

/// <summary>Tells people when the system can be used, and where.</summary>
internal static class Readiness
{
    /// <summary>Waits until all shown resources are healthy and the demo world is loaded, then prints the addresses and what the demo world says.</summary>
    public static async Task<int> AnnounceAsync(
        DistributedApplication app, IReadOnlyList<IResourceBuilder<ProjectResource>> shown, string? demoWorld, CancellationToken over)
    {
        try
        {
            foreach (var resource in shown)
            {
                await app.ResourceNotifications.WaitForResourceHealthyAsync(resource.Resource.Name, over);
            }

            IReadOnlyList<string> logins = [];
            if (demoWorld is not null)
            {
                var ended = await app.ResourceNotifications.WaitForResourceAsync(
                    demoWorld, e => KnownResourceStates.TerminalStates.Contains(e.Snapshot.State?.Text), over);
                logins = await OutputOf.LinesAsync(app, ended.ResourceId, over);
            }

            var addresses = shown.Select(r => $"  {r.Resource.Name,-10} {r.GetEndpoint("http").Url}");
            await Console.Out.WriteLineAsync(string.Join(Environment.NewLine, ["", "Steward is ready.", .. addresses, .. logins.Select(line => $"  {line}"), "  Ctrl-C stops it.", ""]));
        }
        catch (OperationCanceledException)
        {
            // The application ended first, and has said why.
        }

        return 0;
    }
}
