using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Steward.WeCom.Simulator.Corps;
using Steward.WeCom.Simulator.Mishaps;

namespace Steward.WeCom.Simulator.Archive;

/// <summary>
/// The archive's <c>GetChatData</c>. The real one is a native library; this one speaks HTTP. Each corp's archive answers in clear, or encrypted as <see cref="ArchiveSeal"/> says.
/// </summary>
internal sealed class GetChatData(ArchiveDoor door, ArchiveSeal seal, Faults faults, TimeProvider real, IOptions<SimulatorOptions> options)
{
    private const int MaxLimit = 1000;
    private const int BadArgument = 10000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long Minute, int Calls)> _calls = [];

    public async Task Handle(HttpContext http, string corpId, CancellationToken ct)
    {
        if (await door.Open(http, corpId, "getchatdata", faults, ct) is not { } corp)
        {
            return;
        }

        if (!MayCall(corp))
        {
            await ArchiveDoor.Refuse(http, Api.WeComCodes.FrequencyLimit, "api freq out of limit: 4000 calls a minute", ct);
        }
        else if (await ReadArguments(http, ct) is not var (seq, limit))
        {
            await ArchiveDoor.Refuse(http, BadArgument, "invalid parameter: {\"seq\":>=0,\"limit\":1..1000} expected", ct);
        }
        else
        {
            http.Response.ContentType = "application/json; charset=UTF-8";
            if (seal.Of(corp).Encrypted)
            {
                seal.Write(http.Response.BodyWriter, corp, seq, limit);
            }
            else
            {
                Write(http.Response.BodyWriter, corp.Archive.Read(seq, limit));
            }

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
