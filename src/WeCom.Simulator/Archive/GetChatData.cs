using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Steward.WeCom.Simulator.Corps;
using Steward.WeCom.Simulator.Mishaps;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Archive;

/// <summary>
/// The archive's <c>GetChatData</c>. The real one is a native library that answers RSA-encrypted messages; this one speaks HTTP
/// and answers them in clear.
/// </summary>
internal sealed class GetChatData(SimulatedWorld world, Faults faults, Outage outage, TimeProvider real, IOptions<SimulatorOptions> options)
{
    private const int MaxLimit = 1000;
    private const int BadArgument = 10000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long Minute, int Calls)> _calls = [];

    public async Task Handle(HttpContext http, string corpId, CancellationToken ct)
    {
        var struck = faults.Strike("getchatdata");
        if (outage.Of(Part.Archive) || struck.Drop || struck.Lose)
        {
            http.Abort();
            return;
        }

        if (struck.Delay > TimeSpan.Zero)
        {
            await Task.Delay(struck.Delay, real, ct);
        }

        if (!world.Corps.TryGetValue(corpId, out var corp))
        {
            await Refuse(http, Api.WeComCodes.BadCorpId, "invalid corpid", ct);
        }
        else if (http.Request.Headers["X-Archive-Secret"] != corp.Keys.ArchiveSecret)
        {
            await Refuse(http, Api.WeComCodes.BadSecret, "invalid credential", ct);
        }
        else if (struck.Errcode is { } injected)
        {
            await Refuse(http, injected, "injected", ct);
        }
        else if (!MayCall(corp))
        {
            await Refuse(http, Api.WeComCodes.FrequencyLimit, "api freq out of limit: 4000 calls a minute", ct);
        }
        else if (await ReadArguments(http, ct) is not var (seq, limit))
        {
            await Refuse(http, BadArgument, "invalid parameter: {\"seq\":>=0,\"limit\":1..1000} expected", ct);
        }
        else
        {
            http.Response.ContentType = "application/json; charset=UTF-8";
            Write(http.Response.BodyWriter, corp.Archive.Read(seq, limit));
            await http.Response.BodyWriter.FlushAsync(ct);
        }
    }

    private static void Write(IBufferWriter<byte> to, IReadOnlyList<ArchiveSlice> slices)
    {
        to.Write("{\"errcode\":0,\"errmsg\":\"ok\",\"chatdata\":["u8);
        for (var i = 0; i < slices.Count; i++)
        {
            if (i > 0)
            {
                to.Write(","u8);
            }

            to.Write(slices[i].Json.Span);
        }

        to.Write("]}"u8);
    }

    private static async Task<(long Seq, int Limit)?> ReadArguments(HttpContext http, CancellationToken ct)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body, default, ct);
            return body.RootElement.ValueKind is JsonValueKind.Object
                && body.RootElement.TryGetProperty("seq", out var seq) && seq.ValueKind is JsonValueKind.Number && seq.TryGetInt64(out var s) && s >= 0
                && body.RootElement.TryGetProperty("limit", out var limit) && limit.ValueKind is JsonValueKind.Number
                && limit.TryGetInt32(out var l) && l is > 0 and <= MaxLimit
                    ? (s, l)
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Task Refuse(HttpContext http, int code, string message, CancellationToken ct)
    {
        http.Response.ContentType = "application/json; charset=UTF-8";
        var text = string.Create(CultureInfo.InvariantCulture, $$"""{"errcode":{{code}},"errmsg":{{JsonSerializer.Serialize(message, WireJson.Relaxed)}},"chatdata":[]}""");
        return http.Response.WriteAsync(text, Encoding.UTF8, ct);
    }

    private bool MayCall(Corp corp)
    {
        var minute = real.GetUtcNow().ToUnixTimeSeconds() / 60;
        var allowed = options.Value.ArchiveCallsPerMinute;
        lock (_gate)
        {
            var (known, calls) = _calls.GetValueOrDefault(corp.CorpId);
            calls = known == minute ? calls + 1 : 1;
            _calls[corp.CorpId] = (minute, calls);
            return allowed == 0 || calls <= allowed;
        }
    }
}
