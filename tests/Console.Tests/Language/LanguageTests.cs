using Steward.Console.Language;
using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Language;

[Collection(BenchCollection.Name)]
public sealed class LanguageTests(ConsoleBench bench)
{
    [Fact]
    public async Task One_click_turns_everything_to_english_and_another_back()
    {
        var community = await bench.CommunityAsync();
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login);
        await Expect(visitor.Find("nav-inbox")).ToContainTextAsync("收件箱");
        await visitor.Find("lang-switch").ClickAsync();
        await Expect(visitor.Find("nav-inbox")).ToContainTextAsync("Inbox");
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await visitor.Find("nav-members").ClickAsync();
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Members");
        await visitor.Find("lang-switch").ClickAsync();
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("成员");
    }

    [Fact]
    public void Every_text_is_there_in_both_languages_and_they_differ()
    {
        var chinese = new Texts(UiLanguage.Chinese);
        var english = new Texts(UiLanguage.English);
        foreach (var text in typeof(Texts).GetProperties().Where(property => property.PropertyType == typeof(string)))
        {
            var (ours, theirs) = ((string)text.GetValue(chinese)!, (string)text.GetValue(english)!);
            Assert.True(ours.Length > 0 && theirs.Length > 0 && ours != theirs, text.Name);
            Assert.True(ours.Any(letter => letter >= 0x4E00), $"{text.Name} is not Chinese: {ours}");
            Assert.False(theirs.Any(letter => letter is >= (char)0x4E00 and <= (char)0x9FFF), $"{text.Name} is not English: {theirs}");
        }
    }
}
