using Google.Protobuf;
using Steward.Channels.Telegram;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Events.Channels;
using Steward.Testing;

namespace Steward.Channels.Tests.Telegram;

public sealed class TelegramPostTests
{
    private static readonly SendAttachment Link = new() { Kind = AttachmentKind.Link, Title = "尺码表", Url = "https://example.com/sizes" };

    [Fact]
    public void Links_stand_below_the_text_and_a_mini_program_only_where_it_leads_elsewhere_too()
    {
        var program = new SendAttachment { Kind = AttachmentKind.MiniProgram, Title = "门店", AppId = "wx8bd80126147dfAAA", Page = "p", PictureId = Guid.NewGuid() };

        var post = TelegramPost.Of("看这里", [Link, program, program with { Url = "https://example.com/shops" }]);

        Assert.Equal(("看这里\n\n尺码表\nhttps://example.com/sizes\n\n门店\nhttps://example.com/shops", "sendMessage"), (post.Text, post.Method));
        Assert.Empty(post.Pictures);
    }

    [Theory]
    [InlineData(0, 4096, true)]
    [InlineData(0, 4097, false)]
    [InlineData(1, 1024, true)]
    [InlineData(1, 1025, false)]
    [InlineData(0, 0, false)]
    public void A_caption_is_shorter_than_a_text(int pictures, int characters, bool fits) =>
        Assert.Equal(fits, TelegramPost.Of(new string('长', characters), [.. Enumerable.Range(0, pictures).Select(_ => new SendAttachment { Kind = AttachmentKind.Image, PictureId = Guid.NewGuid() })]).Fault is null);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Pictures_go_into_the_group_with_the_text_as_their_caption(int pictures)
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        await using var brand = await TelegramBrand.ConnectAsync(telegram, webhook: true);
        await telegram.SayAsync(telegram.Alice, "有尺码表吗");
        await brand.Host.NextAsync<GroupSyncedV1>(timeout: TimeSpan.FromSeconds(30));
        var service = brand.Host.Client<PictureService.PictureServiceClient>(ServiceHost.OperatorOf(brand.Brand));
        var along = new List<SendAttachment> { Link };
        for (var n = 0; n < pictures; n++) { along.Add(new SendAttachment { Kind = AttachmentKind.Image, PictureId = Guid.Parse((await service.PutPictureAsync(new PutPictureRequest { BrandId = $"{brand.Brand}", Content = ByteString.CopyFrom(TestPicture.Png()) })).PictureId) }); }

        await brand.Host.PublishAsync(new SendToGroupsV1 { CommandId = Guid.NewGuid(), BrandId = brand.Brand, AccountId = brand.Account, Origin = "inbox", GroupIds = [brand.GroupOf()], Text = "看这里", Attachments = along, RequestedBy = "" });

        Assert.Equal("confirmed", (await brand.Host.NextAsync<SendSettledV1>(timeout: TimeSpan.FromSeconds(30))).Outcome);
        var messages = (await telegram.ControlAsync(HttpMethod.Get, $"/sim/v1/chats/{telegram.ChatId}")).GetProperty("messages").EnumerateArray().Skip(1).ToList();
        Assert.Equal(pictures, messages.Count);
        Assert.All(messages, message => Assert.Equal("photo", message.GetProperty("kind").GetString()));
        Assert.Equal("看这里\n\n尺码表\nhttps://example.com/sizes", messages[0].GetProperty("text").GetString());
    }
}
