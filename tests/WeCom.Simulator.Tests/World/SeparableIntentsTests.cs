using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Tests.World;

/// <summary>The shipped rules and knowledge base decide every message of the day the way the world means it.</summary>
public sealed class SeparableIntentsTests
{
    [Theory]
    [InlineData(20260101)]
    [InlineData(7)]
    public void A_naive_screen_judges_all_texts_as_meant(ulong seed)
    {
        var rules = BrandPlan.All.ToDictionary(b => b.Brand, b => new DemoRules(b.Brand));
        var wrong = Worlds.Of(seed).Day.Messages
            .Where(m => m.Intent is not (Intent.Image or Intent.Link or Intent.Weapp or Intent.Revoke))
            .Select(m => (m.Text, Meant: Meant(m.Intent), Judged: rules[m.Corp.Brand].Judge(m.Text)))
            .Where(m => m.Meant != m.Judged)
            .Select(m => $"{m.Meant} judged {m.Judged}: {m.Text}");

        Assert.Empty(wrong);
    }

    [Fact]
    public void Questions_for_the_knowledge_base_find_their_entry_and_the_others_find_none()
    {
        var rules = BrandPlan.All.ToDictionary(b => b.Brand, b => new DemoRules(b.Brand));
        var questions = Worlds.Default.Day.Messages.Where(m => m.Intent is Intent.QuestionKb or Intent.QuestionHuman)
            .DistinctBy(m => (m.Corp, m.Text)).Select(m => (m.Intent, m.KbEntry, m.Text, Best: rules[m.Corp.Brand].Best(m.Text))).ToList();

        Assert.All(questions.Where(q => q.Intent is Intent.QuestionKb), q => Assert.True(q.Best.Entry == q.KbEntry && q.Best.Score > 0.45, $"{q.Text} {q.Best}"));
        Assert.All(questions.Where(q => q.Intent is Intent.QuestionHuman), q => Assert.True(q.Best.Score < 0.25, $"{q.Text} {q.Best}"));
    }

    [Fact]
    public void The_texts_are_as_many_as_promised()
    {
        var texts = WorldTexts.Shared;

        Assert.True(texts.Chatter.Count >= 250);
        Assert.True(texts.Adverts.Count >= 40);
        Assert.True(texts.Abuse.Count >= 25);
        Assert.True(texts.HumanQuestions.Count >= 60);
        Assert.Equal(60, texts.KnowledgeQuestions.Count);
        Assert.All(texts.KnowledgeQuestions, q => Assert.True(q.Phrasings.Count >= 3));
    }

    [Fact]
    public void Some_phrasings_do_not_stand_in_the_knowledge_base()
    {
        var known = BrandPlan.All.SelectMany(b => DemoRules.Read($"kb-{b.Brand}.csv").Split(',', '|', '\n')).ToHashSet();

        Assert.InRange(WorldTexts.Shared.KnowledgeQuestions.SelectMany(q => q.Phrasings).Count(p => !known.Contains(p)), 100, 250);
    }

    [Fact]
    public void The_demo_tags_are_on_people_of_this_world()
    {
        foreach (var brand in JsonNode.Parse(DemoRules.Read("tags.json"))!["brands"]!.AsArray())
        {
            var corp = Worlds.Default.Corps[(string)brand!["corpId"]!];
            var members = brand["tags"]!.AsArray().SelectMany(t => t!["members"]!.AsArray()).Select(m => (string)m!);
            Assert.All(members, id => Assert.Contains(id, corp.Customers.Keys));
        }
    }

    [Fact]
    public void The_calendar_finds_its_groups()
    {
        var brands = JsonNode.Parse(DemoRules.Read("brands.json"))!["brands"]!.AsArray().ToDictionary(b => (string)b!["id"]!, b => (string)b!["corpId"]!);
        foreach (var brand in JsonNode.Parse(DemoRules.Read("calendar.json"))!["brands"]!.AsArray())
        {
            var names = Worlds.Default.Corps[brands[(string)brand!["brandId"]!]].Groups.Values.Select(g => g.Name).ToList();
            var words = brand["posts"]!.AsArray().SelectMany(p => p!["groups"]!["nameContains"]?.AsArray() ?? []).Select(w => (string)w!);
            Assert.All(words, word => Assert.Contains(names, n => n.Contains(word, StringComparison.Ordinal)));
        }
    }

    private static string Meant(Intent intent) => intent switch
    {
        Intent.QuestionKb or Intent.QuestionHuman => "question",
        Intent.Staff => "chatter",
        _ => DayPlan.WireName(intent),
    };
}
