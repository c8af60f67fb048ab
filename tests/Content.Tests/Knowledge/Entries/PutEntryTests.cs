using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Content.V1;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Content;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.Testing;

namespace Steward.Content.Tests.Knowledge.Entries;

[Collection(ContentTests.Name)]
public sealed class PutEntryTests(ContentWorld world)
{
    private readonly Guid _brand = Guid.NewGuid();

    [Fact]
    public async Task An_entry_is_written_reviewed_approved_and_retired_and_answers_only_while_it_is_approved()
    {
        var written = await PutAsync(Trainer("author"), Entry("draft"), 0);
        Assert.Equal(("draft", 1, "author", world.Clock.GetUtcNow()), (written.State, written.Version, written.ChangedBy, written.ChangedAt.ToDateTimeOffset()));
        Assert.Empty(await AskAsync());
        var asked = await PutAsync(Trainer("author"), In(written, "in_review"), 1);
        Assert.Empty(await AskAsync());

        Assert.Equal((StatusCode.PermissionDenied, "CNT-028", "entry.state"), await RefusedAsync(Trainer("author"), In(asked, "approved"), 2));
        var approved = await PutAsync(Trainer("owner"), In(asked, "approved"), 2);
        Assert.Equal(3, approved.Version);
        Assert.Equal("每天 9:00 开门。", Assert.Single(await AskAsync()).Answer);

        await PutAsync(Trainer("author"), In(approved, "retired"), 3);
        Assert.Empty(await AskAsync());
        var group = Guid.NewGuid();
        await world.Host.PublishAsync(world.Screened(_brand, group, world.Message(group, "书店几点开门")));
        Assert.Equal("", (await world.Host.NextAsync<QuestionsHandedOnV1>(handed => handed.BrandId == _brand)).Questions[0].SuggestedAnswer);
    }

    [Fact]
    public async Task The_time_of_the_message_decides_whether_an_entry_holds()
    {
        var now = world.Clock.GetUtcNow();
        var entry = Entry("approved");
        (entry.ValidFrom, entry.ValidUntil) = (Timestamp.FromDateTimeOffset(now.AddHours(-1)), Timestamp.FromDateTimeOffset(now.AddHours(1)));
        var stored = await PutAsync(Lead, entry, 0);
        Assert.Equal(stored, await PutAsync(Lead, entry, 0));
        var group = Guid.NewGuid();
        var (late, early, right) = (world.Message(group, "书店几点开门", later: TimeSpan.FromHours(1)), world.Message(group, "书店几点开门", later: TimeSpan.FromHours(-2)), world.Message(group, "书店几点开门"));

        await world.Host.PublishAsync(world.Screened(_brand, group, late, early, right));

        var handedOn = await world.Host.NextAsync<QuestionsHandedOnV1>(handed => handed.BrandId == _brand);
        Assert.Equal([(late.MessageId, ""), (early.MessageId, "")], handedOn.Questions.Select(question => (question.MessageId, question.SuggestedAnswer)));
        var send = await world.Host.NextAsync<SendToGroupsV1>(sent => sent.BrandId == _brand);
        Assert.Contains("每天 9:00 开门。", send.Text, StringComparison.Ordinal);
        Assert.Single(await AskAsync());
    }

    [Fact]
    public async Task An_answer_that_was_retired_on_its_way_is_not_suggested_when_its_send_fails()
    {
        var stored = await PutAsync(Lead, Entry("approved"), 0);
        var group = Guid.NewGuid();
        await world.Host.PublishAsync(world.Screened(_brand, group, world.Message(group, "书店几点开门")));
        var send = await world.Host.NextAsync<SendToGroupsV1>(sent => sent.BrandId == _brand);
        await PutAsync(Lead, In(stored, "retired"), 1);

        await world.Host.PublishAsync(world.Settled(send, "failed", "no quota"));

        Assert.Equal("", (await world.Host.NextAsync<QuestionsHandedOnV1>(handed => handed.BrandId == _brand)).Questions[0].SuggestedAnswer);
    }

    [Fact]
    public async Task The_same_again_is_a_retry_and_who_changes_an_older_version_is_told()
    {
        var stored = await PutAsync(Lead, Entry("approved"), 0);
        Assert.Equal(1, (await PutAsync(Lead, Entry("approved"), 0)).Version);
        var other = stored.Clone();
        other.Answer = "每天 8:00 开门。";

        Assert.Equal((StatusCode.FailedPrecondition, "CNT-027", "expected_version"), await RefusedAsync(Lead, other, 0));
        Assert.Equal((StatusCode.FailedPrecondition, "CNT-027", "expected_version"), await RefusedAsync(Lead, Entry("draft", Guid.NewGuid().ToString()), 2));
        Assert.Equal(2, (await PutAsync(Lead, other, 1)).Version);
        Assert.Equal("每天 8:00 开门。", Assert.Single(await AskAsync()).Answer);
    }

    [Fact]
    public async Task What_the_gate_does_not_let_out_is_written_but_not_approved()
    {
        await world.DrawRedLineAsync(_brand, "竞品");
        var entry = Entry("approved");
        entry.Answer = "比竞品早一小时。";

        Assert.Equal((StatusCode.InvalidArgument, "STW-010", "entry.answer"), await RefusedAsync(Lead, entry, 0));
        Assert.Equal(1, (await PutAsync(Lead, In(entry, "draft"), 0)).Version);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_named()
    {
        var entry = Entry("gone");
        (entry.Question, entry.Answer, entry.Owner, entry.Source) = ("?", " ", new string('o', 101), new string('s', 201));
        (entry.ValidFrom, entry.ValidUntil) = (Timestamp.FromDateTimeOffset(world.Clock.GetUtcNow()), Timestamp.FromDateTimeOffset(world.Clock.GetUtcNow()));

        Assert.Equal((StatusCode.InvalidArgument, "CNT-026", "entry.question,entry.answer,entry.state,entry.owner,entry.source,entry.valid_until"), await RefusedAsync(Lead, entry, 0));
        Assert.Equal((StatusCode.InvalidArgument, "CNT-026", "entry.state"), await RefusedAsync(Lead, Entry("retired"), 0));
        Assert.Equal((StatusCode.InvalidArgument, "CNT-026", "entry.entry_id"), await RefusedAsync(Lead, Entry("draft", "none"), 0));
    }

    [Fact]
    public async Task Entries_are_listed_by_state()
    {
        await PutAsync(Lead, Entry("draft", Guid.NewGuid().ToString()), 0);
        await PutAsync(Lead, Entry("approved", Guid.NewGuid().ToString()), 0);

        Assert.Equal("draft", Assert.Single((await world.Knowledge(_brand).ListEntriesAsync(new ListKnowledgeRequest { BrandId = _brand.ToString(), States = { "draft", "retired" } })).Entries).State);
        Assert.Equal(2, (await world.Knowledge(_brand).ListEntriesAsync(new ListKnowledgeRequest { BrandId = _brand.ToString() })).Total);
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await world.Knowledge(_brand).ListEntriesAsync(new ListKnowledgeRequest { BrandId = _brand.ToString(), States = { "gone" } }));
        Assert.Equal("CNT-030", refused.Trailers.GetValue("problem-code"));
    }

    [Fact]
    public async Task What_a_trainer_imports_goes_to_review_where_it_is_other_than_it_stands()
    {
        var brand = await world.BrandWithKnowledgeAsync();
        var trainer = world.Host.Client<KnowledgeService.KnowledgeServiceClient>(new Caller("trainer", Role.Trainer, [new BrandId(brand)]));
        var changed = Kb.Entries[0].Clone();
        changed.Answer = "九点。";

        var imported = await trainer.ImportEntriesAsync(new ImportEntriesRequest { BrandId = brand.ToString(), Entries = { changed, Kb.Entries[1] } });

        Assert.Equal((2, 1), (imported.Imported, imported.Changed));
        var waiting = Assert.Single((await world.Knowledge(brand).ListEntriesAsync(new ListKnowledgeRequest { BrandId = brand.ToString(), States = { "in_review" } })).Entries);
        Assert.Equal((Kb.Id(1), "九点。", 2, "trainer"), (waiting.EntryId, waiting.Answer, waiting.Version, waiting.ChangedBy));
    }

    [Fact]
    public async Task Another_brand_changes_nothing_and_an_operator_writes_nothing()
    {
        var stored = await PutAsync(Lead, Entry("approved"), 0);
        var foreign = Guid.NewGuid();
        var client = world.Host.Client<KnowledgeEntryService.KnowledgeEntryServiceClient>(ServiceHost.LeadOf(foreign));

        var unknown = await Assert.ThrowsAsync<RpcException>(async () => await client.PutEntryAsync(new PutEntryRequest { BrandId = _brand.ToString(), Entry = In(stored, "retired"), ExpectedVersion = 1 }));
        Assert.Equal(StatusCode.NotFound, unknown.StatusCode);
        // Its id is free in the other brand: what stands here is not seen there.
        Assert.Equal(1, (await client.PutEntryAsync(new PutEntryRequest { BrandId = foreign.ToString(), Entry = In(stored, "draft") })).Entry.Version);
        Assert.Single(await AskAsync());
        Assert.Equal(StatusCode.PermissionDenied, (await RefusedAsync(ServiceHost.OperatorOf(_brand), In(stored, "draft"), 1)).Status);
    }

    private Caller Lead => ServiceHost.LeadOf(_brand);

    private Caller Trainer(string actor) => new(actor, Role.Trainer, [new BrandId(_brand)]);

    private static KnowledgeEntry Entry(string state, string? id = null) => new()
    {
        EntryId = id ?? Kb.Id(1), Question = "书店几点开门?", Answer = "每天 9:00 开门。", Paraphrases = { "书店什么时候营业" }, State = state, Owner = "owner", Source = "店员手册",
    };

    private static KnowledgeEntry In(KnowledgeEntry entry, string state)
    {
        var moved = entry.Clone();
        moved.State = state;
        return moved;
    }

    private async Task<KnowledgeEntry> PutAsync(Caller caller, KnowledgeEntry entry, int expected) => (await world.Host.Client<KnowledgeEntryService.KnowledgeEntryServiceClient>(caller).PutEntryAsync(
        new PutEntryRequest { BrandId = _brand.ToString(), Entry = entry, ExpectedVersion = expected })).Entry;

    private async Task<(StatusCode Status, string? Code, string? Field)> RefusedAsync(Caller caller, KnowledgeEntry entry, int expected)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => PutAsync(caller, entry, expected));
        return (refused.StatusCode, refused.Trailers.GetValue("problem-code"), refused.Trailers.GetValue("problem-field"));
    }

    private async Task<IReadOnlyList<Match>> AskAsync() => (await world.Knowledge(_brand).AskAsync(new AskRequest { BrandId = _brand.ToString(), Text = "书店几点开门" })).Matches;
}
