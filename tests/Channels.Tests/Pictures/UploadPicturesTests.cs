using Google.Protobuf;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.Testing;

namespace Steward.Channels.Tests.Pictures;

public sealed class UploadPicturesTests
{
    private const string Add = "externalcontact/add_msg_template";
    private const string Upload = "media/upload";
    private const string Results = "externalcontact/get_groupmsg_send_result";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_picture_a_card_and_a_mini_program_stand_in_the_group_below_the_text()
    {
        await using var simulator = await Simulator.StartAsync();
        await using var world = await World.WithAsync(simulator, await simulator.CorpAsync());
        await world.SyncAsync();
        var group = await world.Host.NextAsync<GroupSyncedV1>();
        var png = TestPicture.Png();
        var picture = await PutAsync(world, png);
        SendAttachment[] along =
        [
            new() { Kind = AttachmentKind.Image, PictureId = picture },
            new() { Kind = AttachmentKind.Link, Title = "尺码表", Url = "https://example.com/sizes", Description = "各款尺码" },
            new() { Kind = AttachmentKind.MiniProgram, Title = "门店导航", AppId = "wx8bd80126147dfAAA", Page = "/pages/shops", PictureId = picture },
        ];

        var send = Send(world, group.GroupId, along);
        await world.Host.PublishAsync(send);

        Assert.Equal("confirmed", (await world.Host.NextAsync<SendSettledV1>(timeout: Patience)).Outcome);
        await Eventually.TrueAsync(async () => (await world.HistoryAsync(group.GroupId)).Messages.Count(message => message.FromStaff) >= 4, Patience, "all of it is read from the archive");
        var said = (await world.HistoryAsync(group.GroupId)).Messages.Where(message => message.FromStaff).ToList();
        Assert.Equal(["image", "link", "text", "weapp"], said.Select(message => message.Kind).Order(StringComparer.Ordinal));
        Assert.Contains(said, message => message is { Kind: "link", Text: "尺码表" });
        var image = said.Single(message => message.Kind == "image");
        await Eventually.TrueAsync(async () => (await world.Messages.GetMediaAsync(new GetMediaRequest { BrandId = $"{world.Brand}", MessageId = image.MessageId })).Media.State == "kept", Patience, "the picture is fetched");
        using var read = world.Messages.ReadMedia(new ReadMediaRequest { BrandId = $"{world.Brand}", MessageId = image.MessageId });
        Assert.True(await read.ResponseStream.MoveNext(default));
        Assert.Equal(png, read.ResponseStream.Current.Content.ToByteArray());
        Assert.Equal(["image", "link", "mini-program"], (await world.CommandAsync(send.CommandId)).Attachments.Select(one => one.Kind));
    }

    [Fact]
    public async Task A_picture_is_left_with_WeCom_once_and_anew_when_it_has_ended_there()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await WithGroupAsync(wecom);
        var picture = await PutAsync(world, TestPicture.Png());
        var (media, named) = (0, new List<string>());
        wecom.On(Upload, _ => $$"""{"errcode":0,"type":"image","media_id":"m{{Interlocked.Increment(ref media)}}","created_at":"1380000000"}""");
        wecom.On(Add, body =>
        {
            named.Add(body.GetProperty("attachments")[0].GetProperty("image").GetProperty("media_id").GetString()!);
            return named.Count == 3 ? """{"errcode":40007,"errmsg":"invalid media_id"}""" : $$"""{"errcode":0,"fail_list":[],"msgid":"msg{{named.Count}}"}""";
        });
        wecom.On(Results, _ => """{"errcode":0,"send_list":[{"chat_id":"wr1","userid":"zhang","status":1}]}""");

        for (var n = 0; n < 3; n++)
        {
            await world.Host.PublishAsync(Send(world, GroupOf(world), [new SendAttachment { Kind = AttachmentKind.Image, PictureId = picture }], $"第{n}次"));
            Assert.Equal("confirmed", (await world.Host.NextAsync<SendSettledV1>(timeout: Patience)).Outcome);
        }

        Assert.Equal(["m1", "m1", "m1", "m2"], named);
    }

    [Fact]
    public async Task Without_its_picture_nothing_is_sent_and_later_it_is_once()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await WithGroupAsync(wecom);
        var picture = await PutAsync(world, TestPicture.Png());
        var tries = 0;
        wecom.On(Upload, (http, _) =>
        {
            if (Interlocked.Increment(ref tries) <= 5) { http.Abort(); }

            return Task.FromResult("""{"errcode":0,"type":"image","media_id":"m1","created_at":"1380000000"}""");
        });
        wecom.On(Add, _ => """{"errcode":0,"fail_list":[],"msgid":"msg1"}""");
        wecom.On(Results, _ => """{"errcode":0,"send_list":[{"chat_id":"wr1","userid":"zhang","status":1}]}""");

        await world.Host.PublishAsync(Send(world, GroupOf(world), [new SendAttachment { Kind = AttachmentKind.Image, PictureId = picture }]));

        Assert.Equal("confirmed", (await world.Host.NextAsync<SendSettledV1>(timeout: Patience)).Outcome);
        Assert.Single(wecom.Calls, Add);
    }

    [Fact]
    public async Task What_cannot_go_along_fails_at_once_and_says_why()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await WithGroupAsync(wecom);
        var (foreign, missing) = (Guid.NewGuid(), Guid.NewGuid());
        var others = (await world.Host.Client<PictureService.PictureServiceClient>(ServiceHost.OperatorOf(foreign)).PutPictureAsync(new PutPictureRequest { BrandId = $"{foreign}", Content = ByteString.CopyFrom(TestPicture.Png()) })).PictureId;

        foreach (var (along, why) in new (SendAttachment, string)[]
        {
            (new SendAttachment { Kind = AttachmentKind.Image, PictureId = missing }, $"no picture {missing}"),
            (new SendAttachment { Kind = AttachmentKind.Image, PictureId = Guid.Parse(others) }, $"no picture {others}"),
            (new SendAttachment { Kind = AttachmentKind.Image }, "picture_id is needed"),
            (new SendAttachment { Kind = "voice" }, "kind must be one of"),
        })
        {
            await world.Host.PublishAsync(Send(world, GroupOf(world), [along]));
            var settled = await world.Host.NextAsync<SendSettledV1>(timeout: Patience);
            Assert.Equal("failed", settled.Outcome);
            Assert.Contains(why, settled.Reason, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(Add, wecom.Calls);
    }

    private static async Task<World> WithGroupAsync(ScriptedWeCom wecom)
    {
        var world = await World.WithAsync(wecom);
        wecom.On("externalcontact/groupchat/list", _ => """{"errcode":0,"group_chat_list":[{"chat_id":"wr1"}],"next_cursor":""}""");
        wecom.On("externalcontact/groupchat/get", _ => """{"errcode":0,"group_chat":{"chat_id":"wr1","name":"群","owner":"zhang","create_time":1572505490,"member_list":[{"userid":"zhang","type":1,"join_time":1,"join_scene":1,"name":"张"}],"member_version":"v"}}""");
        await world.SyncAsync();
        return world;
    }

    private static async Task<Guid> PutAsync(World world, byte[] content) => Guid.Parse((await world.Host.Client<PictureService.PictureServiceClient>(ServiceHost.OperatorOf(world.Brand)).PutPictureAsync(
        new PutPictureRequest { BrandId = $"{world.Brand}", Content = ByteString.CopyFrom(content) })).PictureId);

    private static Guid GroupOf(World world) => GroupId.From(new AccountId(world.Account), "wr1").Value;

    private static SendToGroupsV1 Send(World world, Guid group, IReadOnlyList<SendAttachment> along, string text = "看这里") => new()
    {
        CommandId = Guid.NewGuid(), BrandId = world.Brand, AccountId = world.Account, Origin = "inbox", GroupIds = [group], Text = text, Attachments = along, RequestedBy = "",
    };
}
