using System.Diagnostics;

namespace Steward.Cli.Tests;

/// <summary>The program itself, run as a person runs it.</summary>
internal static class Platformctl
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What a run left: exit code and both outputs.</summary>
    internal sealed record Run(int ExitCode, string Output, string Error);

    /// <param name="environment">What it finds in its environment besides the machine's own.</param>
    /// <param name="arguments">Its command line.</param>
    public static async Task<Run> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Path.Combine(AppContext.BaseDirectory, "Steward.Cli.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("services__", StringComparison.Ordinal) || name.StartsWith("STEWARD_", StringComparison.Ordinal) || name == "Auth__SigningKey").ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment) { start.Environment[name] = value; }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return new Run(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited) { process.Kill(entireProcessTree: true); }
        }
    }

    /// <summary>A run that finds nothing in its environment.</summary>
    public static Task<Run> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string> { ["STEWARD_DASHBOARD"] = "http://127.0.0.1:1" }, arguments);
}
