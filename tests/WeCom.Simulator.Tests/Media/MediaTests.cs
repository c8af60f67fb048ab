using System.Text.Json.Nodes;

namespace Steward.WeCom.Simulator.Tests.Media;

public sealed class MediaTests
{
    [Fact]
    public async Task An_upload_can_be_sent_for_three_days()
    {
        await using var host = await SimulatorHost.Start("--Simulator:AutoConfirm=false");
        await host.Do(HttpMethod.Put, "/sim/v1/clock", """{"speed":0}""");
        var caller = await Caller.Of(host);
        var upload = await caller.Upload("image", 100_000);
        var id = (string)upload["media_id"]!;
        Assert.Equal(System.Text.Json.JsonValueKind.String, upload["created_at"]!.GetValueKind());

        Assert.Equal(0, await caller.Code("add_msg_template", Broadcast(id, "image")));
        Assert.Equal(40007, await caller.Code("add_msg_template", Broadcast(id, "video")));
        Assert.Equal(40007, await caller.Code("add_msg_template", Broadcast("never", "image")));
        await host.Advance(3 * 86_400);
        Assert.Equal(40007, await caller.Code("add_msg_template", Broadcast(id, "image")));
    }

    [Fact]
    public async Task An_upload_has_its_limits()
    {
        await using var host = await SimulatorHost.Start();
        var caller = await Caller.Of(host);

        Assert.Equal(40006, (int)(await caller.Upload("image", 5))["errcode"]!);
        Assert.Equal(0, (int)(await caller.Upload("file", 20 << 20))["errcode"]!);
        Assert.Equal(40006, (int)(await caller.Upload("voice", (2 << 20) + 1))["errcode"]!);
        Assert.Equal(40004, (int)(await caller.Upload("hologram", 100))["errcode"]!);
    }

    private static JsonObject Broadcast(string mediaId, string type) => new()
    {
        ["chat_type"] = "group",
        ["sender"] = Caller.Owner,
        ["attachments"] = new JsonArray(new JsonObject { ["msgtype"] = type, [type] = new JsonObject { ["media_id"] = mediaId } }),
    };
}
