using Grpc.Core;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Moderation.V1;
using Steward.Testing;

namespace Steward.Moderation.Tests.Pact;

/// <summary>What is written, published and ended, and what holds where.</summary>
[Collection(nameof(ModerationBench))]
public sealed class PactTests(ModerationBench bench)
{
    private readonly PactWorld _world = new(bench);
    private readonly Guid _group = Guid.NewGuid();

    [Fact]
    public async Task Whoever_begins_has_a_template_that_the_gate_lets_through()
    {
        var found = await _world.Pacts.GetPactAsync(new GetPactRequest { BrandId = _world.Id });
        Assert.Null(found.InForce);
        Assert.Null(found.Draft);
        foreach (var words in new[] { "刷屏", "引流", "违法", "零容忍", "首次违规", "再次违规", "申诉" }) { Assert.Contains(words, found.Template.Text, StringComparison.Ordinal); }

        var saved = await _world.Pacts.SavePactDraftAsync(new SavePactDraftRequest { BrandId = _world.Id, Text = found.Template.Text, Reminder = found.Template.Reminder, Remind = true });
        Assert.DoesNotContain("block", saved.Verdicts.Select(verdict => verdict.Verdict));
        Assert.Equal(2, saved.Verdicts.Count);
        Assert.Equal("published", (await _world.PublishAsync(saved.Draft))[0].Pact.State);
    }

    [Fact]
    public async Task A_draft_is_written_over_by_who_has_read_it_and_nobody_else()
    {
        var first = await _world.DraftAsync("第一稿");
        Assert.Equal((1, 1, "draft", "lead"), (first.Version, first.Revision, first.State, first.WrittenBy));
        await ModerationBench.RefusedAsync(Save(0), StatusCode.FailedPrecondition, "MOD-153");
        var second = await _world.DraftAsync("第二稿", revision: 1);
        Assert.Equal((1, 2, "第二稿"), (second.Version, second.Revision, second.Text));

        // What was read is not what is published: nothing happens.
        await RefusedAsync(first, StatusCode.FailedPrecondition, "MOD-153");
        await _world.Pacts.DiscardPactDraftAsync(new DiscardPactDraftRequest { BrandId = _world.Id, Version = 1 });
        Assert.Null((await _world.Pacts.GetPactAsync(new GetPactRequest { BrandId = _world.Id })).Draft);
        await ModerationBench.RefusedAsync(Save(2), StatusCode.FailedPrecondition, "MOD-153");
        await ModerationBench.RefusedAsync(_world.Pacts.DiscardPactDraftAsync(new DiscardPactDraftRequest { BrandId = _world.Id, Version = 1 }), StatusCode.NotFound, "MOD-151");

        AsyncUnaryCall<SavePactDraftResponse> Save(int revision) => _world.Pacts.SavePactDraftAsync(new SavePactDraftRequest { BrandId = _world.Id, Text = "x", Reminder = "y", Revision = revision });
    }

    [Fact]
    public async Task What_is_wrong_with_a_draft_is_named_field_by_field()
    {
        var refused = await ModerationBench.RefusedAsync(
            _world.Pacts.SavePactDraftAsync(new SavePactDraftRequest { BrandId = _world.Id, Text = " ", Reminder = new string('x', 1001), Note = new string('x', 501) }), StatusCode.InvalidArgument, "MOD-150");
        foreach (var field in new[] { "text", "reminder", "note" }) { Assert.Contains($"{field} must", refused.Status.Detail, StringComparison.Ordinal); }

        await ModerationBench.RefusedAsync(_world.Pacts.SavePactDraftAsync(new SavePactDraftRequest { BrandId = _world.Id, Text = "a\0b", Reminder = "x" }), StatusCode.InvalidArgument, "MOD-150");
        await ModerationBench.RefusedAsync(
            _world.Pacts.SavePactDraftAsync(new SavePactDraftRequest { BrandId = _world.Id, Text = "x", Reminder = string.Concat(Enumerable.Repeat("{group}", 60)) }), StatusCode.InvalidArgument, "MOD-150");
        await ModerationBench.RefusedAsync(_world.Pacts.SavePactDraftAsync(new SavePactDraftRequest { BrandId = _world.Id, GroupId = _group.ToString(), Text = "x", Reminder = "y" }), StatusCode.NotFound, "MOD-156");
    }

    [Fact]
    public async Task What_the_gate_blocks_is_not_published_and_says_why()
    {
        var draft = await _world.DraftAsync("我们是全国销量第一的社群");
        var refused = await RefusedAsync(draft, StatusCode.InvalidArgument, "MOD-154");
        Assert.Contains("absolute", refused.Status.Detail, StringComparison.Ordinal);
        Assert.Null((await _world.Pacts.GetPactAsync(new GetPactRequest { BrandId = _world.Id })).InForce);
        await RefusedAsync(await _world.DraftAsync("请遵守公约", "欢迎来到全国销量第一的{group}", revision: 1), StatusCode.InvalidArgument, "MOD-154");
    }

    [Fact]
    public async Task What_is_published_is_never_changed_and_its_successor_ends_it()
    {
        var first = await _world.PublishedAsync("旧版");
        Assert.Equal(("published", "lead", 1), (first.State, first.PublishedBy, first.Version));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => bench.OwnerAsync($"update pacts set text = '别的' where brand_id = '{_world.Brand}' and version = 1"));
        await ModerationBench.RefusedAsync(_world.Pacts.DiscardPactDraftAsync(new DiscardPactDraftRequest { BrandId = _world.Id, Version = 1 }), StatusCode.FailedPrecondition, "MOD-152");

        var second = await _world.PublishedAsync("新版");
        var all = (await _world.Pacts.ListPactsAsync(new ListPactsRequest { BrandId = _world.Id })).Pacts;
        Assert.Equal([(2, "published", "新版"), (1, "ended", "旧版")], all.Select(one => (one.Version, one.State, one.Text)));
        await RefusedAsync(first, StatusCode.FailedPrecondition, "MOD-155");

        // A second ending is the first one; nothing comes back by itself.
        var ended = (await _world.Pacts.EndPactAsync(new EndPactRequest { BrandId = _world.Id, Version = second.Version })).Pact;
        Assert.Equal(ended.EndedAt, (await _world.Pacts.EndPactAsync(new EndPactRequest { BrandId = _world.Id, Version = second.Version })).Pact.EndedAt);
        Assert.Null((await _world.Pacts.GetPactAsync(new GetPactRequest { BrandId = _world.Id })).InForce);
    }

    [Fact]
    public async Task A_group_has_its_own_until_that_is_ended_and_then_the_brands()
    {
        await _world.RosterAsync(_group);
        var ofBrand = await _world.PublishedAsync("品牌的");
        var own = await _world.PublishedAsync("本群的", _group);
        Assert.Equal(own.Version, await InForceAsync());
        Assert.Equal(2, (await _world.Pacts.ListPactsAsync(new ListPactsRequest { BrandId = _world.Id })).Total);
        Assert.Equal(own.Version, Assert.Single((await _world.Pacts.ListPactsAsync(new ListPactsRequest { BrandId = _world.Id, GroupId = _group.ToString() })).Pacts).Version);
        Assert.Equal(ofBrand.Version, Assert.Single((await _world.Pacts.ListPactsAsync(new ListPactsRequest { BrandId = _world.Id, BrandOnly = true })).Pacts).Version);
        Assert.Equal((own.Version, true), ((await _world.GroupAsync(_group)).Version, (await _world.GroupAsync(_group)).Own));
        await _world.Pacts.EndPactAsync(new EndPactRequest { BrandId = _world.Id, Version = own.Version });
        Assert.Equal(ofBrand.Version, await InForceAsync());

        async Task<int> InForceAsync() => (await _world.Pacts.GetPactAsync(new GetPactRequest { BrandId = _world.Id, GroupId = _group.ToString() })).InForce.Version;
    }

    [Fact]
    public async Task Versions_are_listed_page_by_page()
    {
        foreach (var number in new[] { "一", "二", "三" }) { await _world.PublishedAsync($"版本{number}"); }

        var seen = new List<int>();
        for (var token = ""; ;)
        {
            var page = await _world.Pacts.ListPactsAsync(new ListPactsRequest { BrandId = _world.Id, PageSize = 1, PageToken = token });
            Assert.Equal(3, page.Total);
            seen.AddRange(page.Pacts.Select(one => one.Version));
            if ((token = page.NextPageToken).Length == 0) { break; }
        }

        Assert.Equal([3, 2, 1], seen);
    }

    [Fact]
    public async Task Twenty_who_publish_at_once_publish_one_version()
    {
        await _world.RosterAsync(_group);
        var draft = await _world.DraftAsync();
        var published = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _world.PublishAsync(draft)));
        Assert.Single(published.Select(one => one[0].Pact.PublishedAt).Distinct());
        Assert.Equal(1, await _world.AsksAsync("group-notice"));
    }

    [Fact]
    public async Task Another_brand_sees_and_changes_nothing_and_operators_publish_nothing()
    {
        await _world.RosterAsync(_group);
        var pact = await _world.PublishedAsync();
        await _world.RosterAsync(_group, (Guid.NewGuid(), 1));
        Assert.Single((await _world.ReceiptsAsync()).Receipts);
        var draft = await _world.DraftAsync("下一版");

        var stranger = new PactWorld(bench);
        var nothing = await stranger.Pacts.GetPactAsync(new GetPactRequest { BrandId = stranger.Id });
        Assert.True(nothing is { InForce: null, Draft: null });
        Assert.Empty((await stranger.Pacts.ListPactsAsync(new ListPactsRequest { BrandId = stranger.Id })).Pacts);
        Assert.Empty((await stranger.Pacts.ListPactGroupsAsync(new ListPactGroupsRequest { BrandId = stranger.Id })).Groups);
        Assert.Empty((await stranger.ReceiptsAsync()).Receipts);
        Assert.Equal((0, 0), await ReachAsync(stranger, ""));
        await ModerationBench.RefusedAsync(stranger.Pacts.GetPactAsync(new GetPactRequest { BrandId = stranger.Id, GroupId = _group.ToString() }), StatusCode.NotFound, "MOD-156");
        await ModerationBench.RefusedAsync(stranger.Pacts.PreviewPactAsync(new PreviewPactRequest { BrandId = stranger.Id, GroupId = _group.ToString() }), StatusCode.NotFound, "MOD-156");
        await ModerationBench.RefusedAsync(stranger.Pacts.EndPactAsync(new EndPactRequest { BrandId = stranger.Id, Version = pact.Version }), StatusCode.NotFound, "MOD-151");
        await ModerationBench.RefusedAsync(stranger.Pacts.DiscardPactDraftAsync(new DiscardPactDraftRequest { BrandId = stranger.Id, Version = draft.Version }), StatusCode.NotFound, "MOD-151");
        Assert.Equal("MOD-151", (await Assert.ThrowsAsync<RpcException>(() => stranger.PublishAsync(draft))).Trailers.GetValue("problem-code"));
        Assert.Equal("MOD-151", (await Assert.ThrowsAsync<RpcException>(() => stranger.RemindAsync(pact.Version, 3))).Trailers.GetValue("problem-code"));
        await ModerationBench.RefusedAsync(stranger.Pacts.ListReceiptsAsync(new ListReceiptsRequest { BrandId = _world.Id }), StatusCode.NotFound, "STW-003");
        await ModerationBench.RefusedAsync(stranger.Pacts.ListPactGroupsAsync(new ListPactGroupsRequest { BrandId = _world.Id }), StatusCode.NotFound, "STW-003");

        var person = bench.Host.Client<PactService.PactServiceClient>(ServiceHost.OperatorOf(_world.Brand));
        Assert.Equal(pact.Version, (await person.GetPactAsync(new GetPactRequest { BrandId = _world.Id })).InForce.Version);
        await ModerationBench.RefusedAsync(person.SavePactDraftAsync(new SavePactDraftRequest { BrandId = _world.Id, Text = "x", Reminder = "y", Revision = 1 }), StatusCode.PermissionDenied, "STW-002");
        await ModerationBench.RefusedAsync(person.EndPactAsync(new EndPactRequest { BrandId = _world.Id, Version = pact.Version }), StatusCode.PermissionDenied, "STW-002");
        using var call = person.PublishPact(new PublishPactRequest { BrandId = _world.Id, Version = draft.Version, Revision = draft.Revision });
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None))).StatusCode);
    }

    [Fact]
    public async Task A_group_that_is_gone_gets_no_notice()
    {
        await _world.RosterAsync(_group);
        var id = Guid.CreateVersion7();
        await bench.Host.PublishAsync(new GroupDismissedV1 { BrandId = _world.Brand, Partition = 1, GroupId = _group, At = TimeProvider.System.GetUtcNow() }, id);
        await _world.HandledAsync(id, "ForgetGroup");
        Assert.Equal((0, 0), await ReachAsync(_world, ""));
        Assert.Equal(0, (await _world.PublishAsync(await _world.DraftAsync()))[^1].Groups);
    }

    private async Task<RpcException> RefusedAsync(Contracts.Moderation.V1.Pact draft, StatusCode status, string code)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => _world.PublishAsync(draft));
        Assert.Equal((status, code), (refused.StatusCode, refused.Trailers.GetValue("problem-code")));
        return refused;
    }

    private static async Task<(int Groups, int Members)> ReachAsync(PactWorld world, string group)
    {
        var reach = await world.Pacts.PreviewPactAsync(new PreviewPactRequest { BrandId = world.Id, GroupId = group, Days = 30 });
        return (reach.Groups, reach.Members);
    }
}
