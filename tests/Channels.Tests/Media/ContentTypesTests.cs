using System.Text;
using Steward.Channels.Media;

namespace Steward.Channels.Tests.Media;

public sealed class ContentTypesTests
{
    [Theory]
    [InlineData("\u00FF\u00D8\u00FF\u00E0", "image/jpeg")]
    [InlineData("\u0089PNG\r\n\u001A\n", "image/png")]
    [InlineData("GIF89a", "image/gif")]
    [InlineData("RIFF....WEBP", "image/webp")]
    [InlineData("BM....\0\0\0\0", "image/bmp")]
    [InlineData("....ftypisom", "video/mp4")]
    [InlineData("....ftypmp42", "video/mp4")]
    [InlineData("....ftypheic", "application/octet-stream")]
    [InlineData("....ftypM4A ", "application/octet-stream")]
    [InlineData("....ftyp", "application/octet-stream")]
    [InlineData("#!AMR\n", "audio/amr")]
    [InlineData("%PDF-1.7", "application/pdf")]
    [InlineData("<script>", "application/octet-stream")]
    [InlineData("", "application/octet-stream")]
    public void A_file_is_what_its_first_bytes_say(string start, string type) => Assert.Equal(type, ContentTypes.Of(Encoding.Latin1.GetBytes(start)));
}
