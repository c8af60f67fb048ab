using System.Globalization;
using System.Text.Json;
using Steward.WeCom.Simulator.Clock;
using Steward.WeCom.Simulator.Media;
using Steward.WeCom.Simulator.Mishaps;

namespace Steward.WeCom.Simulator.Archive;

/// <summary>The archive's <c>GetMediaData</c>: a file in parts of 512 KB.</summary>
internal sealed class GetMediaData(ArchiveDoor door, MediaLibrary media, Faults faults, SimulatedClock clock)
{
    private const int BadArgument = 10000;
    private const int BadFileId = 10005;
    private const int Expired = 10010;

    public async Task Handle(HttpContext http, string corpId, CancellationToken ct)
    {
        if (await door.Open(http, corpId, "getmediadata", faults, ct) is not { } corp)
        {
            return;
        }

        Asked? asked;
        try
        {
            asked = await JsonSerializer.DeserializeAsync<Asked>(http.Request.Body, JsonSerializerOptions.Web, ct);
        }
        catch (JsonException)
        {
            asked = null;
        }

        var from = asked?.IndexBuf is { Length: > 0 } index ? int.TryParse(index, CultureInfo.InvariantCulture, out var at) ? at : -1 : 0;
        if (asked?.SdkFileId is null || from < 0 || from % ArchiveMedia.PartBytes != 0)
        {
            await ArchiveDoor.Refuse(http, BadArgument, "invalid parameter: {\"sdkfileid\",\"indexbuf\"} expected", ct);
        }
        else if (ArchiveMedia.Read(asked.SdkFileId, id => media.PictureOf(corp, id)) is not { } file || from >= file.Size)
        {
            await ArchiveDoor.Refuse(http, BadFileId, "invalid sdkfileid", ct);
        }
        else if (clock.GetUtcNow() - file.At > MessageArchive.Window)
        {
            await ArchiveDoor.Refuse(http, Expired, "expired data", ct);
        }
        else
        {
            var length = Math.Min(ArchiveMedia.PartBytes, file.Size - from);
            var finished = from + length == file.Size;
            await http.Response.WriteAsJsonAsync(new
            {
                errcode = 0,
                errmsg = "ok",
                outindexbuf = finished ? "" : (from + length).ToString(CultureInfo.InvariantCulture),
                is_finish = finished ? 1 : 0,
                data = file.Part(from, length),
            }, WireJson.Relaxed, ct);
        }
    }

    private sealed record Asked(string? SdkFileId, string? IndexBuf);
}
