using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Steward.AppHost;

/// <summary>What a resource wrote on standard output.</summary>
internal static class OutputOf
{
    /// <summary>The last lines of an ended resource, oldest first.</summary>
    public static async Task<IReadOnlyList<string>> LinesAsync(DistributedApplication app, string resourceId, CancellationToken ct)
    {
        List<string> lines = [];
        await foreach (var batch in app.Services.GetRequiredService<ResourceLoggerService>().GetAllAsync(resourceId).WithCancellation(ct))
        {
            lines.AddRange(batch.Where(line => !line.IsErrorMessage).Select(line => WithoutTime(line.Content)));
        }

        return lines;
    }

    // Aspire puts the time before each line it keeps.
    private static string WithoutTime(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && line.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(line.AsSpan(0, space), CultureInfo.InvariantCulture, out _)
                ? line[(space + 1)..]
                : line;
    }
}
