using System.Globalization;
using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Api;
using Steward.WeCom.Simulator.Archive;
using Steward.WeCom.Simulator.Clock;
using Steward.WeCom.Simulator.Corps;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Media;

/// <summary><c>media/upload</c>. What was uploaded can be sent for three days of the world's time by every app of the corp; pictures that were sent can be fetched from the archive for as long as messages.</summary>
internal sealed class MediaLibrary(SimulatedWorld world, SimulatedClock clock)
{
    private const int Smallest = 6;
    private const int Megabyte = 1 << 20;

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(3);
    private static readonly TimeSpan Kept = Lifetime + MessageArchive.Window;
    private static readonly Dictionary<string, int> Largest = new() { ["image"] = 10 * Megabyte, ["voice"] = 2 * Megabyte, ["video"] = 10 * Megabyte, ["file"] = 20 * Megabyte };

    private readonly PerCorp<Dictionary<string, KeptUpload>> _uploads = new();
    private readonly Dice _ids = Dice.For(world.Seed ^ (ulong)world.Epoch, "media");

    public async Task<WeComReply> Upload(Caller caller, HttpRequest request, CancellationToken ct)
    {
        var type = request.Query["type"].ToString();
        if (!Largest.TryGetValue(type, out var largest))
        {
            return WeComReply.Refuse(WeComCodes.BadMediaType, "invalid media type");
        }

        if (!request.HasFormContentType)
        {
            return WeComReply.BadParameter("a multipart form is needed");
        }

        var form = await request.ReadFormAsync(ct);
        if (form.Files.GetFile("media") is not { FileName.Length: > 0 } file)
        {
            return WeComReply.BadParameter("media with a filename missing");
        }

        return file.Length < Smallest || file.Length > largest ? WeComReply.Refuse(WeComCodes.BadMediaSize, "invalid media size") : Keep(caller.Corp, type, await BytesAsync(file, type, ct));
    }

    private static async Task<byte[]> BytesAsync(IFormFile file, string type, CancellationToken ct)
    {
        if (type != "image") { return []; }

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, ct);
        return bytes.ToArray();
    }

    public bool IsFresh(Corp corp, string id, string type)
    {
        lock (corp.Gate)
        {
            return _uploads.Of(corp).TryGetValue(id, out var upload) && upload.Type == type && clock.GetUtcNow() - upload.At < Lifetime;
        }
    }

    /// <summary>The bytes of a picture that was uploaded; null: there is none.</summary>
    public byte[]? PictureOf(Corp corp, string id)
    {
        lock (corp.Gate)
        {
            return _uploads.Of(corp).TryGetValue(id, out var upload) && upload.Type == "image" ? upload.Content : null;
        }
    }

    private WeComReply Keep(Corp corp, string type, byte[] content)
    {
        var now = clock.GetUtcNow();
        lock (corp.Gate)
        {
            var uploads = _uploads.Of(corp);
            foreach (var old in uploads.Where(u => now - u.Value.At > Kept).Select(u => u.Key).ToList())
            {
                uploads.Remove(old);
            }

            string id;
            lock (_ids)
            {
                id = _ids.Text(60);
            }

            uploads[id] = new KeptUpload(type, now, content);
            return WeComReply.Ok(new JsonObject { ["type"] = type, ["media_id"] = id, ["created_at"] = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) });
        }
    }

    private sealed record KeptUpload(string Type, DateTimeOffset At, byte[] Content);
}
