using System.Globalization;
using System.Text;
using System.Text.Json;
using Steward.WeCom.Simulator.Corps;
using Steward.WeCom.Simulator.Mishaps;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Archive;

/// <summary>Who may use a corp's archive: outages and faults, the secret, the address.</summary>
internal sealed class ArchiveDoor(SimulatedWorld world, ArchiveSeal seal, Outage outage, TimeProvider real)
{
    private const int ForeignIp = 10009;

    /// <returns>The corp, or null when the call has been answered or broken off.</returns>
    public async Task<Corp?> Open(HttpContext http, string corpId, string api, Faults faults, CancellationToken ct)
    {
        var struck = faults.Strike(api);
        if (outage.Of(Part.Archive) || struck.Drop || struck.Lose)
        {
            http.Abort();
            return null;
        }

        if (struck.Delay > TimeSpan.Zero)
        {
            await Task.Delay(struck.Delay, real, ct);
        }

        var (code, reason) = !world.Corps.TryGetValue(corpId, out var corp) ? (Api.WeComCodes.BadCorpId, "invalid corpid")
            : http.Request.Headers["X-Archive-Secret"] != corp.Keys.ArchiveSecret ? (Api.WeComCodes.BadSecret, "invalid credential")
            : seal.Of(corp).AllowedIps is { } allowed && !allowed.Contains(http.Connection.RemoteIpAddress?.MapToIPv4().ToString() ?? "") ? (ForeignIp, "ip not allowed")
            : struck.Errcode is { } injected ? (injected, "injected")
            : (0, "");
        if (code == 0)
        {
            return corp;
        }

        await Refuse(http, code, reason, ct);
        return null;
    }

    public static Task Refuse(HttpContext http, int code, string message, CancellationToken ct)
    {
        http.Response.ContentType = "application/json; charset=UTF-8";
        var text = string.Create(CultureInfo.InvariantCulture, $$"""{"errcode":{{code}},"errmsg":{{JsonSerializer.Serialize(message, WireJson.Relaxed)}},"chatdata":[]}""");
        return http.Response.WriteAsync(text, Encoding.UTF8, ct);
    }
}
