using Grpc.Core;
using Steward.Contracts.Content.V1;
using Steward.Testing;

namespace Steward.Content.Tests.Knowledge;

[Collection(ContentTests.Name)]
public sealed class ImportEntriesTests(ContentWorld world)
{
    [Fact]
    public async Task Bad_entries_are_named_and_good_ones_kept()
    {
        var brand = Guid.NewGuid();
        var request = new ImportEntriesRequest { BrandId = brand.ToString() };
        request.Entries.Add(Kb.Entries[0]);
        request.Entries.Add(new KnowledgeEntry { EntryId = "no id", Question = "?!", Paraphrases = { "好", "" }, Answer = " " });
        request.Entries.Add(new KnowledgeEntry { EntryId = Kb.Id(1), Question = "又来一次", Answer = "好" });
        request.Entries.Add(new KnowledgeEntry { EntryId = Kb.Id(3), Question = new string('茶', 201), Answer = new string('茶', 1334) });

        var response = await world.Knowledge(brand).ImportEntriesAsync(request);

        Assert.Equal(1, response.Imported);
        Assert.Equal(
            [(1, "entry_id"), (1, "question"), (1, "paraphrases[1]"), (1, "answer"), (2, "entry_id"), (3, "question"), (3, "answer")],
            response.Errors.Select(error => (error.Index, error.Field)));
        Assert.Equal(1, (await world.Knowledge(brand).ListEntriesAsync(new ListKnowledgeRequest { BrandId = brand.ToString() })).Total);
    }

    [Fact]
    public async Task A_changed_entry_answers_differently_at_once()
    {
        var brand = await world.BrandWithKnowledgeAsync();
        var ask = new AskRequest { BrandId = brand.ToString(), Text = "茶馆几点开门?" };
        Assert.Equal("每天 10:00 开门。", (await world.Knowledge(brand).AskAsync(ask)).Matches[0].Answer);
        var changed = Kb.Entries[0].Clone();
        changed.Answer = "冬天 11:00 开门。";

        await world.Knowledge(brand).ImportEntriesAsync(new ImportEntriesRequest { BrandId = brand.ToString(), Entries = { changed } });

        var asked = await world.Knowledge(brand).AskAsync(ask);
        Assert.Equal(("冬天 11:00 开门。", "茶馆几点开门?"), (asked.Matches[0].Answer, asked.Matches[0].MatchedPhrase));
        Assert.True(asked.WouldAnswer);
        Assert.InRange(asked.Matches[0].Score, asked.Threshold, 1);
    }

    [Fact]
    public async Task Entries_come_in_pages_and_by_text()
    {
        var brand = await world.BrandWithKnowledgeAsync();
        var seen = new List<string>();
        var page = new ListKnowledgeResponse();
        do
        {
            page = await world.Knowledge(brand).ListEntriesAsync(new ListKnowledgeRequest { BrandId = brand.ToString(), PageSize = 3, PageToken = page.NextPageToken });
            Assert.Equal(Kb.Entries.Length, page.Total);
            seen.AddRange(page.Entries.Select(entry => entry.EntryId));
        }
        while (page.NextPageToken.Length > 0);

        Assert.Equal(Kb.Entries.Select(entry => entry.EntryId).Order(), seen.Order());
        var found = await world.Knowledge(brand).ListEntriesAsync(new ListKnowledgeRequest { BrandId = brand.ToString(), Search = "宠物" });
        Assert.Equal(Kb.Id(5), Assert.Single(found.Entries).EntryId);
        Assert.Empty((await world.Knowledge(brand).ListEntriesAsync(new ListKnowledgeRequest { BrandId = brand.ToString(), Search = "%" })).Entries);
    }

    [Fact]
    public async Task Another_brand_sees_and_changes_nothing()
    {
        var brand = await world.BrandWithKnowledgeAsync();
        var foreign = Guid.NewGuid();
        var client = world.Knowledge(foreign);

        Assert.Empty((await client.ListEntriesAsync(new ListKnowledgeRequest { BrandId = foreign.ToString() })).Entries);
        Assert.Empty((await client.AskAsync(new AskRequest { BrandId = foreign.ToString(), Text = "茶馆几点开门" })).Matches);
        Assert.Equal(0, (await client.GetKnowledgeTotalsAsync(new GetKnowledgeTotalsRequest { BrandId = foreign.ToString() })).Questions);
        var calls = new Func<Task>[]
        {
            async () => await client.ListEntriesAsync(new ListKnowledgeRequest { BrandId = brand.ToString() }),
            async () => await client.AskAsync(new AskRequest { BrandId = brand.ToString(), Text = "几点" }),
            async () => await client.GetKnowledgeTotalsAsync(new GetKnowledgeTotalsRequest { BrandId = brand.ToString() }),
            async () => await client.ImportEntriesAsync(new ImportEntriesRequest { BrandId = brand.ToString(), Entries = { Kb.Entries[0] } }),
        };
        foreach (var call in calls) { Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(call)).StatusCode); }
    }

    [Fact]
    public async Task An_operator_may_not_import()
    {
        var brand = Guid.NewGuid();
        var client = world.Host.Client<KnowledgeService.KnowledgeServiceClient>(ServiceHost.OperatorOf(brand));

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await client.ImportEntriesAsync(new ImportEntriesRequest { BrandId = brand.ToString(), Entries = { Kb.Entries[0] } }));

        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
    }
}
