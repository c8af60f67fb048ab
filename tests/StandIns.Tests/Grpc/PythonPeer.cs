using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Steward.StandIns.Tests.Grpc;

/// <summary>Python's grpcio as the foreign peer.</summary>
internal static class Python
{
    private const string Interpreter = "/usr/bin/python3";

    /// <summary>Why tests with the foreign peer are skipped; null if they are not.</summary>
    public static string? MissingBecause { get; } = WhyMissing();

    public static Process Start(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Interpreter)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.Combine(AppContext.BaseDirectory, "Python"),
        };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        start.ArgumentList.Add(script);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{Interpreter} did not start.");
    }

    private static string? WhyMissing()
    {
        if (!File.Exists(Interpreter))
        {
            return $"no foreign gRPC peer: {Interpreter} does not exist";
        }

        using var probe = Process.Start(new ProcessStartInfo(Interpreter, ["-c", "import grpc"]) { RedirectStandardError = true })!;
        var error = probe.StandardError.ReadToEnd();
        probe.WaitForExit();
        return probe.ExitCode == 0 ? null : $"no foreign gRPC peer (apt-get install python3-grpcio): {error.Trim()}";
    }
}

/// <summary>A theory that needs Python's grpcio, skipped with the reason where that is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonTheoryAttribute : TheoryAttribute
{
    public PythonTheoryAttribute() => Skip = Python.MissingBecause;
}

/// <summary>A grpcio server that lives as long as the tests of one class.</summary>
public sealed class PythonServer : IAsyncLifetime
{
    private Process? _process;

    public Uri Address { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (Python.MissingBecause is not null)
        {
            return;
        }

        _process = Python.Start("parcels_server.py");
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        var port = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The grpcio server ended at once.");
        Address = new Uri($"http://127.0.0.1:{int.Parse(port, CultureInfo.InvariantCulture)}");
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
    }
}
