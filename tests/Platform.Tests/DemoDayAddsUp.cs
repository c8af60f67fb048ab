using System.Diagnostics;
using System.Text.Json;
using Steward.Testing;
using Xunit;

namespace Steward.Platform.Tests;

/// <summary>The same as <c>AppHost/up --verify</c> does after building, on servers and data of its own.</summary>
public sealed class DemoDayAddsUp
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(7);

    [Fact]
    public async Task Every_count_of_the_demo_day_is_what_the_world_was_made_to_contain()
    {
        var data = Path.Combine(Path.GetTempPath(), $"steward-verify-{Environment.ProcessId}");
        Directory.CreateDirectory(data);
        try
        {
            var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Checkout.Root };
            foreach (var argument in new[] { RunningSuite.AppHostProgram, "--verify", "--Ports:gateway=0", "--Ports:console=0", "--Ports:simulator=0", $"--Ports:dashboard={NativeServers.FreePorts.Next()}" }) { start.ArgumentList.Add(argument); }

            start.Environment["STEWARD_DATA"] = data;
            using var verify = Process.Start(start)!;
            using var patience = new CancellationTokenSource(Patience);
            var (output, errors) = (verify.StandardOutput.ReadToEndAsync(patience.Token), verify.StandardError.ReadToEndAsync(patience.Token));
            await verify.WaitForExitAsync(patience.Token);

            Assert.True(verify.ExitCode == 0, $"exit code {verify.ExitCode}\n{await output}\n{await errors}");
            using var summary = JsonDocument.Parse(await output);
            Assert.True(summary.RootElement.GetProperty("ok").GetBoolean());
            Assert.Equal(6000, summary.RootElement.GetProperty("messages").GetInt32());
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }
}
