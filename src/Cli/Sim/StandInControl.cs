using System.Net.Http.Json;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Steward.Cli.Sim;

/// <summary>Calls of the WeCom stand-in's control API, whatever they are.</summary>
internal sealed class StandInControl(Uri address) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = Patience };

    /// <summary>Never escapes Chinese.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    /// <summary>Messages are sent one a line.</summary>
    private static readonly JsonSerializerOptions OneLine = new(Json) { WriteIndented = false };

    /// <summary>Makes a call; the path is what stands behind <c>/sim/v1/</c>.</summary>
    /// <exception cref="UserException">It refused, or nobody answers; the message says why and what to mend.</exception>
    public async Task<JsonNode> CallAsync(HttpMethod method, string path, JsonObject? body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, new Uri($"sim/v1/{path}", UriKind.Relative));
        if (body is not null) { request.Content = new StringContent(body.ToJsonString(OneLine), Encoding.UTF8, "application/json"); }

        try
        {
            using var response = await _http.SendAsync(request, ct);
            var answer = await response.Content.ReadFromJsonAsync<JsonNode>(Json, ct);
            return response.IsSuccessStatusCode ? answer! : throw new UserException($"The WeCom stand-in refused: {(string?)answer?["error"] ?? answer?.ToJsonString(Json)}");
        }
        catch (HttpRequestException failure)
        {
            throw new UserException($"No WeCom stand-in answers at {address} ({failure.Message}). Start it (AppHost/up, or dotnet run --project src/WeCom.Simulator), or name its address with --address.");
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new UserException($"The WeCom stand-in at {address} did not answer within {Patience.TotalSeconds} s.");
        }
        catch (JsonException)
        {
            throw new UserException($"What answers at {address} is not the WeCom stand-in.");
        }
    }

    /// <summary>One message; its answer names the errors instead of failing.</summary>
    public Task<JsonNode> SayAsync(JsonObject message, bool create, CancellationToken ct) =>
        CallAsync(HttpMethod.Post, $"messages?create={(create ? "true" : "false")}", message, ct);

    /// <summary>The corp that is meant, or the stand-in's first.</summary>
    public async Task<string> CorpAsync(string? named, CancellationToken ct) =>
        named ?? (string)(await CallAsync(HttpMethod.Get, "corps", null, ct))["corps"]![0]!["corpId"]!;

    public void Dispose() => _http.Dispose();
}
