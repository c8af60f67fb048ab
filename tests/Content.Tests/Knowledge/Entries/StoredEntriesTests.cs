using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Steward.Contracts.Content.V1;
using Steward.Contracts.Events.Channels;
using Steward.ServiceDefaults.Auth;
using Steward.Testing;

namespace Steward.Content.Tests.Knowledge.Entries;

/// <summary>What brands inherit from the agency. All brands do, so each test puts its entries out of use when it is done.</summary>
[Collection(ContentTests.Name)]
public sealed class StoredEntriesTests(ContentWorld world) : IAsyncLifetime
{
    private const string Asked = "星际码头怎么停靠飞船";
    private readonly Guid _brand = Guid.NewGuid();
    private readonly Guid _other = Guid.NewGuid();
    private readonly string _id = Guid.NewGuid().ToString();
    private readonly Caller _agency = new("head-office", Role.Admin, null);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var entry in (await AgencyListAsync()).Where(entry => entry.State != "retired")) { await PutAsync(_agency, null, In(entry, "retired"), entry.Version); }
    }

    [Fact]
    public async Task All_brands_answer_with_what_the_agency_approved_from_the_next_question_on()
    {
        Assert.Empty(await AskAsync(_brand));
        await PutAsync(_agency, null, Entry("draft"), 0);
        Assert.Empty(await AskAsync(_brand));

        var approved = await PutAsync(_agency, null, Entry("approved"), 1);

        Assert.Equal((2, false, false), (approved.Version, approved.Inherited, approved.Replaces));
        Assert.Equal("请先呼叫塔台。", Assert.Single(await AskAsync(_brand)).Answer);
        Assert.Equal("请先呼叫塔台。", Assert.Single(await AskAsync(_other)).Answer);
        var group = Guid.NewGuid();
        await world.Host.PublishAsync(world.Screened(_brand, group, world.Message(group, Asked)));
        Assert.Contains("请先呼叫塔台。", (await world.Host.NextAsync<SendToGroupsV1>(send => send.BrandId == _brand)).Text, StringComparison.Ordinal);
        var listed = Assert.Single(await ListAsync(_brand));
        Assert.Equal((true, false, 2, "approved", 1L), (listed.Inherited, listed.Replaces, listed.Version, listed.State, listed.Answered));

        await PutAsync(_agency, null, In(approved, "retired"), 2);
        Assert.Empty(await AskAsync(_brand));
        Assert.Empty(await ListAsync(_brand));
    }

    [Fact]
    public async Task A_brands_own_entry_stands_in_the_place_of_the_agencys_once_it_is_approved_and_gives_way_as_a_draft()
    {
        await PutAsync(_agency, null, Entry("approved"), 0);
        var own = Entry("draft");
        own.Answer = "我们码头自动停靠。";

        var draft = await PutAsync(Lead, _brand, own, 0);
        Assert.Equal("请先呼叫塔台。", Assert.Single(await AskAsync(_brand)).Answer);
        var listed = Assert.Single(await ListAsync(_brand));
        Assert.Equal((false, true, "draft"), (listed.Inherited, listed.Replaces, listed.State));

        var approved = await PutAsync(Lead, _brand, In(draft, "approved"), 1);
        Assert.Equal("我们码头自动停靠。", Assert.Single(await AskAsync(_brand)).Answer);
        Assert.Equal("请先呼叫塔台。", Assert.Single(await AskAsync(_other)).Answer);
        Assert.Single(await ListAsync(_brand));

        var changed = Entry("approved");
        changed.Answer = "请先呼叫塔台,再等引导。";
        await PutAsync(_agency, null, changed, 1);
        Assert.Equal("我们码头自动停靠。", Assert.Single(await AskAsync(_brand)).Answer);

        await PutAsync(Lead, _brand, In(approved, "draft"), 2);
        Assert.Equal("请先呼叫塔台,再等引导。", Assert.Single(await AskAsync(_brand)).Answer);
    }

    [Fact]
    public async Task A_brand_puts_an_inherited_entry_out_of_use_for_itself_alone()
    {
        await PutAsync(_agency, null, Entry("approved"), 0);

        var retired = await PutAsync(Lead, _brand, Entry("retired"), 0);

        Assert.Equal(("retired", 1), (retired.State, retired.Version));
        Assert.Empty(await AskAsync(_brand));
        Assert.Single(await AskAsync(_other));
        Assert.Equal("retired", Assert.Single(await ListAsync(_brand)).State);
    }

    [Fact]
    public async Task Only_who_sees_all_brands_changes_what_they_inherit_and_everybody_reads_it()
    {
        var stored = await PutAsync(_agency, null, Entry("approved"), 0);

        foreach (var caller in new[] { Lead, ServiceHost.AdminOf(_brand), new Caller("trainer", Role.Trainer, null) })
        {
            Assert.Equal((StatusCode.PermissionDenied, "CNT-033", "agency"), await RefusedAsync(() => PutAsync(caller, null, In(stored, "draft"), 1)));
            Assert.Equal((StatusCode.PermissionDenied, "CNT-033", "agency"), await RefusedAsync(() => world.Host.Client<KnowledgeService.KnowledgeServiceClient>(caller).ImportEntriesAsync(new ImportEntriesRequest { Agency = true, Entries = { Entry("approved") } }).ResponseAsync));
            Assert.Equal((StatusCode.PermissionDenied, "CNT-033", "agency"), await RefusedAsync(() => Entries(caller).RollBackEntryAsync(new RollBackEntryRequest { Agency = true, EntryId = _id, Version = 1, ExpectedVersion = 1 }).ResponseAsync));
        }

        Assert.Equal(2, (await PutAsync(ServiceHost.AdminOf(_brand) with { AgencyWide = true }, null, In(stored, "in_review"), 1)).Version);
        Assert.Equal((StatusCode.InvalidArgument, "CNT-034", "brand_id"), await RefusedAsync(() => Entries(_agency).PutEntryAsync(new PutEntryRequest { Agency = true, BrandId = _brand.ToString(), Entry = Entry("draft") }).ResponseAsync));
        Assert.Equal((StatusCode.InvalidArgument, "CNT-034", "from_gap"), await RefusedAsync(() => Entries(_agency).PutEntryAsync(new PutEntryRequest { Agency = true, Entry = Entry("draft"), FromGap = true }).ResponseAsync));
        var versions = await Entries(ServiceHost.OperatorOf(_brand)).ListEntryVersionsAsync(new ListEntryVersionsRequest { Agency = true, EntryId = _id });
        Assert.Equal("head-office", versions.Versions[^1].Entry.ChangedBy);
        // A brand has no versions of what it only inherits.
        Assert.Equal((StatusCode.NotFound, "CNT-014", "entry_id"), await RefusedAsync(() => Entries(Lead).ListEntryVersionsAsync(new ListEntryVersionsRequest { BrandId = _brand.ToString(), EntryId = _id }).ResponseAsync));
    }

    [Fact]
    public async Task Lessons_about_an_inherited_entry_are_the_brands()
    {
        await PutAsync(_agency, null, Entry("approved"), 0);

        await world.Knowledge(_brand).TeachKnowledgeAsync(new TeachKnowledgeRequest { BrandId = _brand.ToString(), LessonId = Guid.NewGuid().ToString(), Text = "泊位空了没", Verdict = "answers", EntryId = _id });

        world.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(_id, (await AskAsync(_brand, "泊位空了没"))[0].EntryId);
        Assert.DoesNotContain(await AskAsync(_other, "泊位空了没"), match => match.MatchedPhrase == "泊位空了没");
    }

    [Fact]
    public async Task The_shipped_rules_hold_for_what_the_agency_approves_and_each_brands_red_lines_when_it_goes_out()
    {
        var entry = Entry("approved");
        entry.Answer = "全国第一,国家级最佳码头。";
        Assert.Equal((StatusCode.InvalidArgument, "STW-010", "entry.answer"), await RefusedAsync(() => PutAsync(_agency, null, entry, 0)));

        await PutAsync(_agency, null, Entry("approved"), 0);
        await world.DrawRedLineAsync(_brand, "塔台");

        Assert.NotEmpty(Assert.Single(await ListAsync(_brand)).HeldFor);
        Assert.Empty(Assert.Single(await ListAsync(_other)).HeldFor);
        Assert.Empty((await AgencyListAsync()).Single(listed => listed.EntryId == _id).HeldFor);
    }

    [Fact]
    public async Task The_agencys_base_is_imported_rolled_back_and_exported_and_no_brand_exports_what_it_inherits()
    {
        // Of its own: what stands in the base already is a duplicate.
        const string Elevator = "太空电梯几点开门";
        var files = world.Host.Client<KnowledgeFileService.KnowledgeFileServiceClient>(_agency);
        using (var call = files.ImportFile())
        {
            await call.RequestStream.WriteAsync(new ImportFileRequest { Header = new ImportFileHeader { Agency = true, Format = "csv" } });
            await call.RequestStream.WriteAsync(new ImportFileRequest { Data = ByteString.CopyFrom(Encoding.UTF8.GetBytes($"entry_id,question,answer\n{_id},{Elevator},请先呼叫塔台。\n")) });
            await call.RequestStream.CompleteAsync();
            ImportFileReport? report = null;
            await foreach (var news in call.ResponseStream.ReadAllAsync()) { report = news.Report; }

            Assert.Equal((1, 0), (report!.Added, report.Errors));
        }

        var changed = Entry("approved");
        changed.Question = Elevator;
        changed.Answer = "请改用二号泊位。";
        await PutAsync(_agency, null, changed, 1);
        var back = await Entries(_agency).RollBackEntryAsync(new RollBackEntryRequest { Agency = true, EntryId = _id, Version = 1, ExpectedVersion = 2 });
        Assert.Equal(("请先呼叫塔台。", 3), (back.Entry.Answer, back.Entry.Version));
        Assert.Equal("请先呼叫塔台。", Assert.Single(await AskAsync(_brand, Elevator)).Answer);

        Assert.Contains(Elevator, await ExportAsync(new ExportFileRequest { Agency = true, Format = "csv", Search = Elevator }), StringComparison.Ordinal);
        Assert.DoesNotContain(Elevator, await ExportAsync(new ExportFileRequest { BrandId = _brand.ToString(), Format = "csv" }), StringComparison.Ordinal);
    }

    private Caller Lead => ServiceHost.LeadOf(_brand);

    private KnowledgeEntry Entry(string state) => new() { EntryId = _id, Question = Asked, Paraphrases = { "飞船停哪个泊位" }, Answer = "请先呼叫塔台。", State = state };

    private static KnowledgeEntry In(KnowledgeEntry entry, string state)
    {
        var other = entry.Clone();
        other.State = state;
        return other;
    }

    private KnowledgeEntryService.KnowledgeEntryServiceClient Entries(Caller caller) => world.Host.Client<KnowledgeEntryService.KnowledgeEntryServiceClient>(caller);

    private async Task<KnowledgeEntry> PutAsync(Caller caller, Guid? brand, KnowledgeEntry entry, int expected) =>
        (await Entries(caller).PutEntryAsync(new PutEntryRequest { BrandId = brand?.ToString() ?? "", Agency = brand is null, Entry = entry, ExpectedVersion = expected })).Entry;

    private async Task<IReadOnlyList<Match>> AskAsync(Guid brand, string text = Asked) => (await world.Knowledge(brand).AskAsync(new AskRequest { BrandId = brand.ToString(), Text = text })).Matches;

    private async Task<IReadOnlyList<KnowledgeEntry>> ListAsync(Guid brand) => (await world.Knowledge(brand).ListEntriesAsync(new ListKnowledgeRequest { BrandId = brand.ToString(), Search = Asked })).Entries;

    private async Task<IReadOnlyList<KnowledgeEntry>> AgencyListAsync() => (await world.Host.Client<KnowledgeService.KnowledgeServiceClient>(_agency).ListEntriesAsync(new ListKnowledgeRequest { Agency = true })).Entries;

    private async Task<string> ExportAsync(ExportFileRequest request)
    {
        using var call = world.Host.Client<KnowledgeFileService.KnowledgeFileServiceClient>(_agency).ExportFile(request);
        var bytes = new List<byte>();
        await foreach (var piece in call.ResponseStream.ReadAllAsync()) { bytes.AddRange(piece.Data); }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static async Task<(StatusCode, string?, string?)> RefusedAsync<T>(Func<Task<T>> call)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await call());
        return (refused.StatusCode, refused.Trailers.GetValue("problem-code"), refused.Trailers.GetValue("problem-field"));
    }
}
