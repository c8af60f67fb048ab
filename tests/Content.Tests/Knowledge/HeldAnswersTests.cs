using Steward.Contracts.Content.V1;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Content;
using Steward.Testing;

namespace Steward.Content.Tests.Knowledge;

/// <summary>What the compliance gate lets the knowledge base say.</summary>
[Collection(ContentTests.Name)]
public sealed class HeldAnswersTests(ContentWorld world)
{
    private readonly Guid _group = Guid.NewGuid();

    [Theory]
    [InlineData("block")]
    [InlineData("review")]
    public async Task An_answer_that_may_not_go_out_goes_to_people_and_its_entry_says_why(string severity)
    {
        var brand = await world.BrandWithKnowledgeAsync();
        var line = await world.DrawRedLineAsync(brand, "订包间", severity);
        var asked = world.Message(_group, "包间怎么预订?");

        await world.Host.PublishAsync(world.Screened(brand, _group, asked, world.Message(_group, "想订一个包间"), world.Message(_group, "茶馆几点开门?")));

        var handedOn = await world.Host.NextAsync<QuestionsHandedOnV1>(handed => handed.BrandId == brand);
        Assert.Equal(2, handedOn.Questions.Count);
        Assert.Equal((asked.MessageId, "小程序里点「订包间」即可。"), (handedOn.Questions[0].MessageId, handedOn.Questions[0].SuggestedAnswer));
        Assert.Contains("10:00", (await world.Host.NextAsync<SendToGroupsV1>(sent => sent.BrandId == brand)).Text, StringComparison.Ordinal);
        Assert.Single(world.SendsOf(brand));
        var totals = await world.TotalsAsync(brand);
        Assert.Equal((3, 1, 2), (totals.Questions, totals.Answered, totals.HandedOn));
        var listed = await world.Knowledge(brand).ListEntriesAsync(new ListKnowledgeRequest { BrandId = brand.ToString() });
        Assert.False(listed.Unchecked);
        var held = Assert.Single(listed.Entries, entry => entry.HeldFor.Count > 0);
        var finding = held.HeldFor[0];
        Assert.Equal((Kb.Id(2), line, "订包间"), (held.EntryId, finding.RuleId, held.HeldText.Substring(finding.Start, finding.Length)));
    }

    [Fact]
    public async Task One_brands_red_line_is_nothing_to_another()
    {
        var brand = await world.BrandWithKnowledgeAsync();
        await world.DrawRedLineAsync(Guid.NewGuid(), "订包间");

        await world.Host.PublishAsync(world.Screened(brand, _group, world.Message(_group, "包间怎么预订?")));

        Assert.Contains("订包间", (await world.Host.NextAsync<SendToGroupsV1>(sent => sent.BrandId == brand)).Text, StringComparison.Ordinal);
        Assert.All((await world.Knowledge(brand).ListEntriesAsync(new ListKnowledgeRequest { BrandId = brand.ToString() })).Entries, entry => Assert.Empty(entry.HeldFor));
    }

    [Fact]
    public async Task Without_an_answer_of_the_gate_people_get_the_questions()
    {
        // A service and a broker of its own: the world's would answer.
        await using var gateless = await ContentWorld.StartAsync(world.Clock, new Uri("http://127.0.0.1:9"));
        var brand = Guid.NewGuid();
        var knowledge = gateless.Client<KnowledgeService.KnowledgeServiceClient>(ServiceHost.LeadOf(brand));
        await knowledge.ImportEntriesAsync(new ImportEntriesRequest { BrandId = brand.ToString(), Entries = { Kb.Entries } });

        await gateless.PublishAsync(world.Screened(brand, _group, world.Message(_group, "茶馆几点开门?")));

        Assert.Equal("每天 10:00 开门。", Assert.Single((await gateless.NextAsync<QuestionsHandedOnV1>(handed => handed.BrandId == brand)).Questions).SuggestedAnswer);
        Assert.Empty(gateless.Published<SendToGroupsV1>());
        var listed = await knowledge.ListEntriesAsync(new ListKnowledgeRequest { BrandId = brand.ToString() });
        Assert.Equal((true, Kb.Entries.Length), (listed.Unchecked, listed.Entries.Count));
    }
}
