using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Steward.Channels.Archive;
using Xunit.Abstractions;

namespace Steward.Channels.Tests.Archive;

public sealed class OpenItemsTests(ITestOutputHelper output)
{
    private const string Message = """{"msgid":"m1","action":"send","from":"wm1","roomid":"wr1","msgtime":1,"msgtype":"text","text":{"content":"你好"}}""";
    private static readonly SimulatorArchive Source = new(new HttpClient(), TimeProvider.System);

    [Fact]
    public void Each_message_opens_with_the_key_of_its_version_and_what_does_not_says_why_and_leaves_its_neighbours_alone()
    {
        using var one = new Sealing();
        using var two = new Sealing();
        var keys = new Dictionary<int, string> { [1] = one.PrivateKeyPem, [2] = two.PrivateKeyPem };

        var page = Page(
            one.Seal(Message, 1), two.Seal(Message, 2), two.Seal(Message, 7), one.Seal(Message, 2), Message, """{"encrypt_chat_msg":5}""", """{"publickey_ver":1,"encrypt_random_key":"%","encrypt_chat_msg":"AAAA"}""");
        var opened = OpenItems.Run(keys, page, Source);

        Assert.Equal(
            [null, null, (7, "unknown key version"), (2, "does not open with this key"), null, (0, "not sealed as documented"), (1, "does not open with this key")],
            opened.Items.Select(item => item.Lock is { } closed ? (closed.KeyVersion, closed.Reason) : ((int, string)?)null));
        Assert.All([opened.Items[0], opened.Items[1]], item => Assert.Equal(Message, Encoding.UTF8.GetString(item.Json.Span)));
        Assert.Equal([11L, 12L, 13L, 14L, 15L, 16L, 17L], opened.Items.Select(item => item.Seq));
    }

    [Fact]
    public void A_message_that_was_tampered_with_stays_closed()
    {
        using var sealing = new Sealing();
        var item = sealing.Seal(Message, 1);
        var at = item.IndexOf("encrypt_chat_msg", StringComparison.Ordinal) + 40;
        var spoilt = item[..at] + (item[at] == 'A' ? 'B' : 'A') + item[(at + 1)..];
        Assert.NotNull(OpenItems.Run(new Dictionary<int, string> { [1] = sealing.PrivateKeyPem }, Page(spoilt), Source).Items.Single().Lock);
    }

    [Fact]
    public void A_page_of_a_thousand_opens_faster_than_messages_come()
    {
        using var sealing = new Sealing();
        var keys = new Dictionary<int, string> { [1] = sealing.PrivateKeyPem };
        var shared = RandomNumberGenerator.GetBytes(32);
        foreach (var (what, page) in new[] { ("one key each", Page([.. Enumerable.Range(0, 1000).Select(_ => sealing.Seal(Message, 1))])), ("one sealed key for all", Page([.. Enumerable.Repeat(sealing.Seal(Message, 1, shared), 1000)])) })
        {
            var watch = Stopwatch.StartNew();
            Assert.All(OpenItems.Run(keys, page, Source).Items, item => Assert.Null(item.Lock));
            output.WriteLine($"{1000 / watch.Elapsed.TotalSeconds:N0} messages/s opened, {what}.");
            Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
        }
    }

    private static ArchivePage Page(params string[] items) =>
        ArchivePages.Split(Encoding.UTF8.GetBytes($$"""{"errcode":0,"chatdata":[{{string.Join(',', items.Select((item, n) => $"{{\"seq\":{n + 11},{item[1..]}"))}}]}"""));
}
