using Grpc.Core;
using Steward.Contracts.Content.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.Testing;

namespace Steward.Content.Tests.Knowledge.Entries;

[Collection(ContentTests.Name)]
public sealed class RollBackEntryTests(ContentWorld world)
{
    private readonly Guid _brand = Guid.NewGuid();

    [Fact]
    public async Task Every_version_stays_with_who_made_it_and_what_differs_and_an_earlier_one_is_made_anew()
    {
        var caller = ServiceHost.LeadOf(_brand);
        var lead = Client(caller);
        await PutAsync(lead, Entry("九点开门。", "approved"), 0);
        await PutAsync(lead, Entry("十点开门。", "approved", "冬天几点开门"), 1);
        await PutAsync(Client(Trainer), Entry("十点开门。", "retired", "冬天几点开门"), 2);

        var made = (await lead.RollBackEntryAsync(new RollBackEntryRequest { BrandId = _brand.ToString(), EntryId = Kb.Id(1), Version = 1, ExpectedVersion = 3 })).Entry;

        Assert.Equal(("九点开门。", "approved", 4, caller.Actor), (made.Answer, made.State, made.Version, made.ChangedBy));
        var versions = (await lead.ListEntryVersionsAsync(new ListEntryVersionsRequest { BrandId = _brand.ToString(), EntryId = Kb.Id(1) })).Versions;
        Assert.Equal(
            [(4, "paraphrases,answer,state", 1), (3, "state", 0), (2, "paraphrases,answer", 0), (1, "", 0)],
            versions.Select(version => (version.Entry.Version, string.Join(',', version.Changed), version.RestoredFrom)));
        Assert.Equal("trainer", versions[1].Entry.ChangedBy);
        Assert.Equal("九点开门。", (await world.Knowledge(_brand).AskAsync(new AskRequest { BrandId = _brand.ToString(), Text = "书店几点开门" })).Matches[0].Answer);
    }

    [Fact]
    public async Task Versions_come_in_pages_without_gap_or_repeat()
    {
        var lead = Client(ServiceHost.LeadOf(_brand));
        for (var version = 0; version < 5; version++) { await PutAsync(lead, Entry($"{version} 点开门。", "draft"), version); }

        var (seen, page) = (new List<(int, string)>(), new ListEntryVersionsResponse());
        do
        {
            page = await lead.ListEntryVersionsAsync(new ListEntryVersionsRequest { BrandId = _brand.ToString(), EntryId = Kb.Id(1), PageSize = 2, PageToken = page.NextPageToken });
            seen.AddRange(page.Versions.Select(version => (version.Entry.Version, string.Join(',', version.Changed))));
        }
        while (page.NextPageToken.Length > 0);

        Assert.Equal([(5, "answer"), (4, "answer"), (3, "answer"), (2, "answer"), (1, "")], seen);
    }

    [Fact]
    public async Task What_a_trainer_rolls_back_to_goes_to_review()
    {
        var lead = Client(ServiceHost.LeadOf(_brand));
        await PutAsync(lead, Entry("九点开门。", "approved"), 0);
        await PutAsync(lead, Entry("十点开门。", "approved"), 1);

        var made = (await Client(Trainer).RollBackEntryAsync(new RollBackEntryRequest { BrandId = _brand.ToString(), EntryId = Kb.Id(1), Version = 1, ExpectedVersion = 2 })).Entry;

        Assert.Equal(("九点开门。", "in_review", 3), (made.Answer, made.State, made.Version));
    }

    [Fact]
    public async Task What_is_not_there_or_was_changed_since_is_told_and_another_brand_sees_nothing()
    {
        var lead = Client(ServiceHost.LeadOf(_brand));
        await PutAsync(lead, Entry("九点开门。", "draft"), 0);
        await PutAsync(lead, Entry("十点开门。", "draft"), 1);
        var foreign = Guid.NewGuid();
        var theirs = Client(ServiceHost.LeadOf(foreign));

        Assert.Equal((StatusCode.NotFound, "CNT-029"), await RefusedAsync(async () => await lead.RollBackEntryAsync(RollBack(_brand, 9, 2))));
        Assert.Equal((StatusCode.FailedPrecondition, "CNT-027"), await RefusedAsync(async () => await lead.RollBackEntryAsync(RollBack(_brand, 1, 1))));
        Assert.Equal((StatusCode.NotFound, "CNT-029"), await RefusedAsync(async () => await theirs.RollBackEntryAsync(RollBack(foreign, 1, 2))));
        Assert.Equal((StatusCode.NotFound, "STW-003"), await RefusedAsync(async () => await theirs.RollBackEntryAsync(RollBack(_brand, 1, 2))));
        Assert.Equal((StatusCode.NotFound, "CNT-014"), await RefusedAsync(async () => await theirs.ListEntryVersionsAsync(new ListEntryVersionsRequest { BrandId = foreign.ToString(), EntryId = Kb.Id(1) })));
        Assert.Equal((StatusCode.NotFound, "STW-003"), await RefusedAsync(async () => await theirs.ListEntryVersionsAsync(new ListEntryVersionsRequest { BrandId = _brand.ToString(), EntryId = Kb.Id(1) })));
    }

    private Caller Trainer => new("trainer", Role.Trainer, [new BrandId(_brand)]);

    private static RollBackEntryRequest RollBack(Guid brand, int version, int expected) => new() { BrandId = brand.ToString(), EntryId = Kb.Id(1), Version = version, ExpectedVersion = expected };

    private static KnowledgeEntry Entry(string answer, string state, params string[] paraphrases) => new() { EntryId = Kb.Id(1), Question = "书店几点开门?", Answer = answer, State = state, Paraphrases = { paraphrases } };

    private KnowledgeEntryService.KnowledgeEntryServiceClient Client(Caller caller) => world.Host.Client<KnowledgeEntryService.KnowledgeEntryServiceClient>(caller);

    private async Task PutAsync(KnowledgeEntryService.KnowledgeEntryServiceClient client, KnowledgeEntry entry, int expected) =>
        await client.PutEntryAsync(new PutEntryRequest { BrandId = _brand.ToString(), Entry = entry, ExpectedVersion = expected });

    private static async Task<(StatusCode, string?)> RefusedAsync(Func<Task> call)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(call);
        return (refused.StatusCode, refused.Trailers.GetValue("problem-code"));
    }
}
