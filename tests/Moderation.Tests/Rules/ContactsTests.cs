using Steward.Moderation.Rules;
using Steward.Moderation.Rules.Kinds;

namespace Steward.Moderation.Tests.Rules;

public sealed class ContactsTests
{
    private static readonly CompiledRules All = Sets.Compiled(new ContactRule { RuleId = "c", OffenceClass = "diversion", Phone = true, Wechat = true, Qq = true, Email = true, Allowed = ["13900000000", "brand_service", "help@brand.cn"] });

    [Theory]
    [InlineData("电话13812345678", "13812345678")]
    [InlineData("138 1234 5678", "138 1234 5678")]
    [InlineData("138-1234-5678 找我", "138-1234-5678")]
    [InlineData("１３８１２３４５６７８", "１３８１２３４５６７８")]
    [InlineData("①③⑧①②③④⑤⑥⑦⑧", "①③⑧①②③④⑤⑥⑦⑧")]
    [InlineData("一三八一二三四五六七八", "一三八一二三四五六七八")]
    [InlineData("壹叁捌1234五六柒8", "壹叁捌1234五六柒8")]
    [InlineData("1 3 8 1 2 3 4 5 6 7 8", "1 3 8 1 2 3 4 5 6 7 8")]
    [InlineData("1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣", "1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8")]
    [InlineData("+8613812345678", "13812345678")]
    [InlineData("房号12 13812345678", "13812345678")]
    [InlineData("138....12345678", null)]
    [InlineData("订单20240301123456789", null)]
    [InlineData("12812345678", null)]
    [InlineData("1381234567", null)]
    [InlineData("138123456789", null)]
    [InlineData("138我1234你5678", null)]
    [InlineData("客服 139-0000-0000", null)]
    public void Telephone_numbers_are_found_however_they_are_spread(string text, string? matched) => Assert.Equal(matched, All.Find(text)?.Matched);

    [Theory]
    [InlineData("加我微信：abc_12345", "abc_12345")]
    [InlineData("加V abc12345", "abc12345")]
    [InlineData("vx:hello-world", "hello-world")]
    [InlineData("ＶＸ：ａｂｃ１２３４５", "ａｂｃ１２３４５")]
    [InlineData("wechat id abc12345", "abc12345")]
    [InlineData("薇信号 1234567", "1234567")]
    [InlineData("微信支付很方便", null)]
    [InlineData("微信里说abc", null)]
    [InlineData("wxpay123456", null)]
    [InlineData("微信：brand_service", null)]
    [InlineData("QQ：12345678", "12345678")]
    [InlineData("扣扣 1 2 3 4 5 6", "1 2 3 4 5 6")]
    [InlineData("qq群很热闹", null)]
    public void Ids_are_found_after_a_word_that_announces_them(string text, string? matched) => Assert.Equal(matched, All.Find(text)?.Matched);

    [Theory]
    [InlineData("发我 me.you+1@mail.example.com 谢谢", "me.you+1@mail.example.com")]
    [InlineData("ｍｅ＠ｅｘａｍｐｌｅ．ｃｏｍ", "ｍｅ＠ｅｘａｍｐｌｅ．ｃｏｍ")]
    [InlineData("me@example。com", "me@example。com")]
    [InlineData("@小王 你好", null)]
    [InlineData("a@b", null)]
    [InlineData("help@brand.cn", null)]
    public void Mail_addresses_are_found(string text, string? matched) => Assert.Equal(matched, All.Find(text)?.Matched);

    [Fact]
    public void Random_text_never_breaks_the_search()
    {
        const string Pieces = "1386@微信vxq。．.:-+ ①一\ufe0f\u20e3\ud800\udc00acom\0";
        var random = new Random(11);
        for (var round = 0; round < 20_000; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(0, 60)).Select(_ => Pieces[random.Next(Pieces.Length)])]);
            if (All.Find(Sets.Says(text), new Scratch()) is { } finding) { Assert.InRange(finding.Start + finding.Length, 1, text.Length); }
        }
    }
}
