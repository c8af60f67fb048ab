using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Steward.Testing;

namespace Steward.Channels.Tests;

/// <summary>The real WeCom stand-in, as a program of its own on a free port.</summary>
internal sealed partial class Simulator : IAsyncDisposable
{
    private readonly Process _process;

    private Simulator(Process process, Uri address)
    {
        _process = process;
        Http = new HttpClient { BaseAddress = address };
    }

    /// <summary>Its control surface and API.</summary>
    public HttpClient Http { get; }

    public static async Task<Simulator> StartAsync(params string[] args)
    {
        var program = Path.Combine(Checkout.Root, "artifacts", "bin", "WeCom.Simulator", Configuration(), "Steward.WeCom.Simulator.dll");
        string[] all = [program, "--urls=http://127.0.0.1:0", "--Simulator:ArchiveCallsPerMinute=0", "--Simulator:ConfirmDelay=00:00:00.050", "--Simulator:NotifyInterval=00:00:01", .. args];
        var process = Process.Start(new ProcessStartInfo("dotnet", all) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(program) })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Listening().Match(line) is { Success: true } found)
            {
                // Somebody must go on reading, or the program stops at a full pipe.
                _ = process.StandardOutput.ReadToEndAsync();
                return new Simulator(process, new Uri(found.Groups[1].Value));
            }
        }

        throw new InvalidOperationException($"The simulator ended at once with code {process.ExitCode}.");
    }

    /// <summary>The first enterprise of its world.</summary>
    public async Task<SimulatedCorp> CorpAsync()
    {
        using var corps = JsonDocument.Parse(await Http.GetStringAsync(new Uri("/sim/v1/corps", UriKind.Relative)));
        var corp = corps.RootElement.GetProperty("corps")[0];
        string Text(string name) => corp.GetProperty(name).GetString()!;
        return new SimulatedCorp(Text("corpId"), corp.GetProperty("agentId").GetInt64(), Text("secret"), Text("token"), Text("encodingAesKey"), Text("archiveSecret"));
    }

    /// <summary>Calls the control surface; a refusal fails the test with its reason.</summary>
    public async Task<JsonElement> ControlAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode is HttpStatusCode.OK, $"{method} {path}: {(int)response.StatusCode} {text}");
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }

    /// <summary>Puts messages into the archive, as people would write them.</summary>
    public async Task SayAsync(params object[] lines)
    {
        using var content = new StringContent(string.Join('\n', lines.Select(line => JsonSerializer.Serialize(line))));
        using var response = await Http.PostAsync(new Uri("/sim/v1/messages", UriKind.Relative), content);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode && text.Contains("\"rejected\":0", StringComparison.Ordinal), text);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string Configuration() => AppContext.BaseDirectory.Contains("release", StringComparison.OrdinalIgnoreCase) ? "release" : "debug";

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Listening();
}

/// <summary>An enterprise's keys, as its administrator sees them.</summary>
internal sealed record SimulatedCorp(string CorpId, long AgentId, string Secret, string Token, string EncodingAesKey, string ArchiveSecret);
