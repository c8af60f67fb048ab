using Grpc.Core;
using Steward.Contracts.Moderation.V1;
using RecordAcceptance = Steward.Moderation.Pact.RecordAcceptance;

namespace Steward.Moderation.Tests.Pact;

/// <summary>Who is shown the pact, how often, and what is known to have come of it.</summary>
[Collection(nameof(ModerationBench))]
public sealed class ShowOnJoinTests(ModerationBench bench)
{
    private readonly PactWorld _world = new(bench);
    private readonly Guid _group = Guid.NewGuid();
    private readonly Guid _old = Guid.NewGuid();
    private readonly Guid _new = Guid.NewGuid();

    [Fact]
    public async Task Who_joins_is_reminded_once_and_the_group_gets_the_notice_once()
    {
        await _world.PublishedAsync("请遵守公约");

        // Two hundred who were there before us are not greeted; the notice is for them.
        await _world.RosterAsync(_group, (_old, 1));
        var notice = await _world.ActAsync("group-notice", _group);
        Assert.Equal(("请遵守公约", "pact", _world.Account, null), (notice.Text, notice.Origin, notice.AccountId, notice.MemberId));
        Assert.Empty((await _world.ReceiptsAsync()).Receipts);

        await _world.RosterAsync(_group, (_old, 1), (_new, 0.1));
        var reminder = await _world.ActAsync("send-private", _group);
        Assert.Equal((_new, "欢迎加入上海一群", "pact", _world.Account), (reminder.MemberId, reminder.Text, reminder.Origin, reminder.AccountId));
        var receipt = Assert.Single((await _world.ReceiptsAsync("asked")).Receipts);
        Assert.Equal((_new.ToString(), _group.ToString(), 1, reminder.CommandId.ToString()), (receipt.MemberId, receipt.GroupId, receipt.Version, receipt.CommandId));

        // The roster again, who left and came back, another group of the brand: told is told.
        await _world.RosterAsync(_group, (_old, 1), (_new, 0.1));
        await _world.RosterAsync(_group, (_old, 1));
        await _world.RosterAsync(_group, (_old, 1), (_new, 0.05));
        var other = Guid.NewGuid();
        await _world.RosterAsync(other);
        await _world.RosterAsync(other, (_new, 0.05));
        Assert.Equal((1, 2), (await _world.AsksAsync("send-private"), await _world.AsksAsync("group-notice")));
    }

    [Fact]
    public async Task The_same_event_twice_and_one_that_is_handled_again_after_a_crash_ask_once()
    {
        await _world.PublishedAsync();
        await _world.RosterAsync(_group);
        var id = Guid.CreateVersion7();
        await Task.WhenAll(_world.TellAsync(_group, id, (_new, 0.1)), _world.TellAsync(_group, id, (_new, 0.1)));
        var first = Assert.Single((await _world.ReceiptsAsync()).Receipts).CommandId;

        // As if everything but the acts had been lost: the same ids are asked for, which Channels' ledger takes once.
        await bench.OwnerAsync($"delete from pact_receipts where brand_id = '{_world.Brand}'; delete from recent_joins where brand_id = '{_world.Brand}'; delete from inbox where message_id = '{id}'");
        await _world.TellAsync(_group, id, (_new, 0.1));
        Assert.Equal(first, Assert.Single((await _world.ReceiptsAsync()).Receipts).CommandId);
    }

    [Fact]
    public async Task Who_joined_long_ago_is_not_greeted_and_a_brand_that_does_not_want_it_reminds_nobody()
    {
        await _world.PublishedAsync(remind: false);
        await _world.RosterAsync(_group);
        await _world.RosterAsync(_group, (_new, 0.1));
        Assert.Equal((0, 1), (await _world.AsksAsync("send-private"), await _world.AsksAsync("group-notice")));

        var world = new PactWorld(bench);
        await world.PublishedAsync();
        await world.RosterAsync(_group);
        await world.RosterAsync(_group, (_old, 24 * 4));

        // Seen to speak in a group whose channel lists no members: they may have been there for years.
        world.Scene = 0;
        await world.RosterAsync(_group, (_old, 24 * 4), (_new, 0.1));
        Assert.Equal(0, await world.AsksAsync("send-private"));
    }

    [Fact]
    public async Task A_new_version_is_put_up_in_every_group_and_reminds_only_who_joins_from_then_on_unless_somebody_wants_more()
    {
        await _world.RosterAsync(_group, (_old, 1));
        var second = Guid.NewGuid();
        await _world.RosterAsync(second, (_new, 24 * 20));
        var reach = await _world.Pacts.PreviewPactAsync(new PreviewPactRequest { BrandId = _world.Id, Days = 30 });
        Assert.Equal((2, 2), (reach.Groups, reach.Members));
        var told = await _world.PublishAsync(await _world.DraftAsync());
        Assert.Equal((2, 2), (told[^1].Done, told[^1].Groups));
        await _world.ActAsync("group-notice", _group);
        await _world.ActAsync("group-notice", second);
        Assert.Equal(0, await _world.AsksAsync("send-private"));

        // Going on with it finds nothing left.
        Assert.Equal((0, 0), ((await _world.PublishAsync(told[0].Pact))[^1].Done, (await _world.PublishAsync(told[0].Pact))[^1].Groups));
        Assert.Equal(1, (await _world.Pacts.PreviewPactAsync(new PreviewPactRequest { BrandId = _world.Id, Days = 3 })).Members);
        Assert.Equal((1, 1), await LastAsync(3));
        Assert.Equal((1, 1), await LastAsync(30));
        Assert.Equal((0, 0), await LastAsync(30));
        Assert.Equal(new HashSet<string> { _old.ToString(), _new.ToString() }, (await _world.ReceiptsAsync()).Receipts.Select(one => one.MemberId).ToHashSet());
        Assert.Equal("MOD-157", (await Assert.ThrowsAsync<RpcException>(() => _world.RemindAsync(1, 31))).Trailers.GetValue("problem-code"));

        await _world.PublishedAsync("新版");
        Assert.Equal("MOD-155", (await Assert.ThrowsAsync<RpcException>(() => _world.RemindAsync(1, 3))).Trailers.GetValue("problem-code"));
        Assert.Equal((2, 4), (await _world.AsksAsync("send-private"), await _world.AsksAsync("group-notice")));

        async Task<(int, int)> LastAsync(int days) => ((await _world.RemindAsync(1, days))[^1] is var last) ? (last.Done, last.Members) : default;
    }

    [Fact]
    public async Task What_came_of_it_is_written_down_once_and_what_failed_can_be_asked_for_again()
    {
        await _world.RosterAsync(_group);
        var pact = await _world.PublishedAsync();
        await _world.RosterAsync(_group, (_new, 0.1), (_old, 0.1));
        var receipts = (await _world.ReceiptsAsync()).Receipts;
        var (good, bad) = (receipts.Single(one => one.MemberId == _new.ToString()), receipts.Single(one => one.MemberId == _old.ToString()));
        await _world.SettleAsync(Guid.Parse(good.CommandId), "confirmed");
        await _world.SettleAsync(Guid.Parse(bad.CommandId), "failed", "nobody's contact");
        await _world.SettleAsync(Guid.Parse(bad.CommandId), "confirmed");
        await _world.SettleAsync(Guid.Parse(bad.CommandId), "confirmed", origin: "inbox");
        Assert.Equal(_new.ToString(), Assert.Single((await _world.ReceiptsAsync("delivered")).Receipts).MemberId);
        var failed = Assert.Single((await _world.ReceiptsAsync("failed")).Receipts);
        Assert.Equal((_old.ToString(), "nobody's contact"), (failed.MemberId, failed.Reason));

        var notice = await _world.ActAsync("group-notice", _group);
        await _world.SettleAsync(notice.CommandId, "failed", "its deadline has passed");
        Assert.Equal(("failed", "its deadline has passed", 2, 1, 1), Told(await _world.GroupAsync(_group)));
        Assert.Equal(_group.ToString(), Assert.Single((await _world.Pacts.ListPactGroupsAsync(new ListPactGroupsRequest { BrandId = _world.Id, Notice = "failed" })).Groups).GroupId);
        Assert.Equal(0, (await _world.PublishAsync(pact))[^1].Done);
        Assert.Equal(1, (await _world.PublishAsync(pact, again: true))[^1].Done);
        var again = await bench.Host.NextAsync<Contracts.Events.Channels.ActV1>(act => act.BrandId == _world.Brand && act.Kind == "group-notice" && act.CommandId != notice.CommandId);
        Assert.Equal(("asked", "", 2, 1, 1), Told(await _world.GroupAsync(_group)));

        // The first one's late outcome is not the second one's.
        await _world.SettleAsync(notice.CommandId, "confirmed");
        Assert.Equal("asked", (await _world.GroupAsync(_group)).Notice);
        await _world.SettleAsync(again.CommandId, "confirmed");
        Assert.Equal("confirmed", (await _world.GroupAsync(_group)).Notice);

        static (string, string, int, int, int) Told(PactGroup group) => (group.Notice, group.Reason, group.Reminded, group.Delivered, group.Failed);
    }

    [Fact]
    public async Task Who_answers_in_the_group_has_accepted_and_nobody_else()
    {
        await _world.PublishedAsync();
        await _world.RosterAsync(_group);
        await _world.RosterAsync(_group, (_new, 0.1), (_old, 0.1));
        var now = TimeProvider.System.GetUtcNow();
        await bench.ScreenAsync(
            _world.Brand,
            ModerationBench.Says(_new, "已閱！") with { GroupId = _group, SentAt = now.AddMinutes(1) },
            ModerationBench.Says(_new, "收到") with { GroupId = _group, SentAt = now.AddMinutes(2) },
            ModerationBench.Says(_old, "收到货了吗") with { GroupId = _group, SentAt = now.AddMinutes(1) },
            ModerationBench.Says(_old, "收到") with { GroupId = Guid.NewGuid(), SentAt = now.AddMinutes(1) },
            ModerationBench.Says(_old, "收到") with { GroupId = _group, SentAt = now.AddDays(8) });
        var page = await _world.ReceiptsAsync("accepted");
        var accepted = Assert.Single(page.Receipts);
        Assert.Equal((_new.ToString(), "已閱！"), (accepted.MemberId, accepted.AcceptedText));
        Assert.Equal((1, 0, 0, 1), (page.Totals.Asked, page.Totals.Delivered, page.Totals.Failed, page.Totals.Accepted));
        Assert.Equal(1, (await _world.GroupAsync(_group)).Accepted);

        // Another brand's members by the same ids say nothing here.
        await bench.ScreenAsync(Guid.NewGuid(), ModerationBench.Says(_old, "收到") with { GroupId = _group, SentAt = now.AddMinutes(3) });
        Assert.Single((await _world.ReceiptsAsync("asked")).Receipts);
    }

    [Fact]
    public async Task Receipts_are_listed_page_by_page_and_filtered()
    {
        var pact = await _world.PublishedAsync();
        await _world.RosterAsync(_group);
        Guid[] members = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];
        await _world.RosterAsync(_group, [.. members.Select(member => (member, 0.1))]);
        var seen = new List<string>();
        for (var token = ""; ;)
        {
            var page = await _world.Pacts.ListReceiptsAsync(new ListReceiptsRequest { BrandId = _world.Id, GroupId = _group.ToString(), Version = pact.Version, PageSize = 1, PageToken = token });
            Assert.Equal(3, page.Total);
            seen.AddRange(page.Receipts.Select(one => one.MemberId));
            if ((token = page.NextPageToken).Length == 0) { break; }
        }

        Assert.Equal(members.Select(member => member.ToString()).Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
        Assert.Equal(1, (await _world.Pacts.ListReceiptsAsync(new ListReceiptsRequest { BrandId = _world.Id, MemberId = members[0].ToString() })).Total);
        Assert.Equal(0, (await _world.Pacts.ListReceiptsAsync(new ListReceiptsRequest { BrandId = _world.Id, Version = 9 })).Total);
        await ModerationBench.RefusedAsync(_world.Pacts.ListReceiptsAsync(new ListReceiptsRequest { BrandId = _world.Id, State = "read" }), StatusCode.InvalidArgument, "MOD-157");
        await ModerationBench.RefusedAsync(_world.Pacts.ListPactGroupsAsync(new ListPactGroupsRequest { BrandId = _world.Id, Notice = "read" }), StatusCode.InvalidArgument, "MOD-157");
    }

    [Theory]
    [InlineData("已阅", true)]
    [InlineData(" 同意。", true)]
    [InlineData("收到[OK]", false)]
    [InlineData("不同意", false)]
    [InlineData("", false)]
    [InlineData("收到收到收到收到收到收到收到", false)]
    public void Only_these_words_accept(string text, bool accepts) => Assert.Equal(accepts, RecordAcceptance.Accepts(text));
}
