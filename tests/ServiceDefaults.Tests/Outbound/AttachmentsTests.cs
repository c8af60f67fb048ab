using Steward.Contracts.Events.Channels;
using Steward.ServiceDefaults.Outbound;
using Xunit;
using Wire = Steward.Contracts.Channels.V1;

namespace Steward.ServiceDefaults.Tests.Outbound;

public sealed class AttachmentsTests
{
    private static readonly string Picture = Guid.NewGuid().ToString();

    [Fact]
    public void What_is_right_is_read_and_said_again_as_it_was()
    {
        Wire.Attachment[] given =
        [
            new() { Kind = "image", PictureId = Picture },
            new() { Kind = "link", Title = "尺码表", Url = "https://example.com/a?b=1", Description = "各款", PictureUrl = "https://example.com/a.png" },
            new() { Kind = "mini-program", Title = "门店", AppId = "wx8bd80126147dfAAA", Page = "/pages/index", PictureId = Picture, Url = "https://example.com" },
        ];
        var faults = new List<(string Field, string Message)>();

        var read = Attachments.Read(given, "attachments", faults);

        Assert.Empty(faults);
        Assert.Equal(given, read.Select(one => one.ToWire()));
        Assert.Equal([Guid.Parse(Picture)], Attachments.PicturesOf(read));
        Assert.Equal("看\n尺码表\n各款\n门店", Attachments.WordsOf("看", read));
    }

    public static TheoryData<Wire.Attachment, string> Wrong => new()
    {
        { new Wire.Attachment { Kind = "voice" }, "kind must be one of image, link, mini-program" },
        { new Wire.Attachment { Kind = "image" }, "picture_id is needed" },
        { new Wire.Attachment { Kind = "image", PictureId = "x" }, "picture_id must be a UUID" },
        { new Wire.Attachment { Kind = "image", PictureId = Picture, Title = "图" }, "title does not belong" },
        { new Wire.Attachment { Kind = "link", Title = "t" }, "url is needed" },
        { new Wire.Attachment { Kind = "link", Title = "t", Url = "javascript:alert(1)" }, "url must be an address" },
        { new Wire.Attachment { Kind = "link", Title = "t", Url = "example.com" }, "url must be an address" },
        { new Wire.Attachment { Kind = "link", Title = new string('长', 43), Url = "https://example.com" }, "title must have at most 128 bytes" },
        { new Wire.Attachment { Kind = "link", Title = "两\n行", Url = "https://example.com" }, "title must not have control" },
        { new Wire.Attachment { Kind = "mini-program", Title = new string('长', 22), AppId = "wx8bd80126147dfAAA", Page = "p", PictureId = Picture }, "title must have at most 64 bytes" },
        { new Wire.Attachment { Kind = "mini-program", Title = "t", AppId = "gh_1", Page = "p", PictureId = Picture }, "app_id must be wx" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_named(Wire.Attachment given, string why)
    {
        var faults = new List<(string Field, string Message)>();
        Attachments.Read([new() { Kind = "image", PictureId = Picture }, given], "attachments", faults);
        var (field, message) = Assert.Single(faults);
        Assert.StartsWith("attachments[1].", field, StringComparison.Ordinal);
        Assert.Contains(why, message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_than_go_along_are_refused()
    {
        var faults = new List<(string Field, string Message)>();
        Attachments.Read([.. Enumerable.Repeat(new Wire.Attachment { Kind = "image", PictureId = Picture }, Attachments.Most + 1)], "attachments", faults);
        Assert.Equal("attachments", Assert.Single(faults).Field);
    }

    [Fact]
    public void What_the_compliance_gate_reads_is_never_too_long_for_it()
    {
        var link = new SendAttachment { Kind = AttachmentKind.Link, Title = new string('t', Attachments.MaxLinkTitle), Description = new string('d', Attachments.MaxDescription), Url = "https://example.com" };
        Assert.InRange(Attachments.WordsOf(new string('w', 4000), [.. Enumerable.Repeat(link, Attachments.Most)]).Length, 1, 8000);
    }
}
