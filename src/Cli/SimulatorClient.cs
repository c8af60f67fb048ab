using System.Net.Http.Json;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Steward.Cli;

/// <summary>The control API of the WeCom stand-in.</summary>
internal sealed class SimulatorClient(Uri address) : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly HttpClient _http = new() { BaseAddress = address };

    public Uri Address => address;

    public async Task<IReadOnlyList<SimulatedCorp>> CorpsAsync(CancellationToken ct) => (await GetAsync<Corps>("corps", ct)).Items;

    public Task<SimulatedWorld> WorldAsync(CancellationToken ct) => GetAsync<SimulatedWorld>("world", ct);

    public Task<SimulatedDay> DayAsync(CancellationToken ct) => GetAsync<SimulatedDay>("day", ct);

    /// <summary>Lets the demo day begin; false when one is running already.</summary>
    public async Task<bool> StartDayAsync(double speed, CancellationToken ct)
    {
        using var answer = await _http.PostAsJsonAsync("sim/v1/day/start", new { speed }, Json, ct);
        if (answer.StatusCode == System.Net.HttpStatusCode.Conflict) { return false; }

        await CheckAsync(answer, ct);
        return true;
    }

    /// <summary>Sets where a corp's callbacks go; the stand-in verifies the address at once.</summary>
    public async Task SetCallbackAsync(string corpId, Uri url, CancellationToken ct)
    {
        using var answer = await _http.PutAsJsonAsync($"sim/v1/corps/{corpId}/callback", new { url = url.AbsoluteUri }, Json, ct);
        await CheckAsync(answer, ct);
    }

    /// <summary>How the simulated employees confirm broadcasts.</summary>
    public async Task SetEmployeesAsync(TimeSpan confirmAfter, CancellationToken ct)
    {
        using var answer = await _http.PutAsJsonAsync("sim/v1/employees/mode", new { mode = "auto", delaySeconds = confirmAfter.TotalSeconds }, Json, ct);
        await CheckAsync(answer, ct);
    }

    /// <summary>Says messages; groups and people that do not exist are made.</summary>
    public async Task<SayAnswer> SayAsync(IEnumerable<SimulatorMessage> messages, CancellationToken ct)
    {
        var lines = string.Join('\n', messages.Select(message => JsonSerializer.Serialize(message, Json)));
        using var content = new StringContent(lines, Encoding.UTF8, "application/x-ndjson");
        using var answer = await _http.PostAsync(new Uri("sim/v1/messages?create=true", UriKind.Relative), content, ct);
        await CheckAsync(answer, ct);
        return (await answer.Content.ReadFromJsonAsync<SayAnswer>(Json, ct))!;
    }

    public void Dispose() => _http.Dispose();

    private async Task<T> GetAsync<T>(string path, CancellationToken ct) => (await _http.GetFromJsonAsync<T>(new Uri($"sim/v1/{path}", UriKind.Relative), Json, ct))!;

    private static async Task CheckAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        if (!answer.IsSuccessStatusCode) { throw new UserException($"The WeCom stand-in refused ({(int)answer.StatusCode}): {await answer.Content.ReadAsStringAsync(ct)}"); }
    }

    private sealed record Corps([property: System.Text.Json.Serialization.JsonPropertyName("corps")] IReadOnlyList<SimulatedCorp> Items);
}

/// <summary>A corp of the stand-in with everything its administrator would copy into Steward.</summary>
internal sealed record SimulatedCorp(string CorpId, string Name, long AgentId, string Secret, string Token, string EncodingAesKey, string ArchiveSecret, long Archived);

/// <summary>The demo day's plan: how many messages of each intent.</summary>
internal sealed record SimulatedWorld(int Messages, int Groups, IReadOnlyDictionary<string, int> Intents, IReadOnlyList<SimulatedBrand> Brands);

/// <summary>One corp's part of the plan.</summary>
internal sealed record SimulatedBrand(string CorpId, int Groups, int Messages, IReadOnlyDictionary<string, int> Intents);

/// <summary>How far the demo day is.</summary>
internal sealed record SimulatedDay(string State, int Emitted, int Total);

/// <summary>A message for the stand-in; the time is Unix milliseconds.</summary>
internal sealed record SimulatorMessage(string Corp, string Group, string From, string Text, long Time);

/// <summary>What became of a batch; lines count from 1.</summary>
internal sealed record SayAnswer(int Accepted, IReadOnlyList<SayError> Errors);

/// <summary>A line that was refused.</summary>
internal sealed record SayError(int Line, string Reason);
