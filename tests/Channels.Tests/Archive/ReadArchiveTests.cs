using System.Diagnostics;
using Grpc.Core;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.Testing;
using Xunit.Abstractions;

namespace Steward.Channels.Tests.Archive;

public sealed class ReadArchiveTests(ITestOutputHelper output)
{
    private const string Customer = "wmUu0zBgAALV7ZymkcMyxvbTe8YdWxxA";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Messages_are_stored_once_and_told_in_order_and_what_is_malformed_leaves_its_neighbours_alone()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom, "--Archive:PageSize=5");
        wecom.Archive(10, Text("m1", "wr1", 1, "一"));
        wecom.Archive(11, """{"msgid":"broken"}""");
        wecom.Archive(12, Text("m2", "wr1", 2, "二"));
        wecom.Archive(13, Text("m1", "wr1", 1, "一"));
        wecom.Archive(14, "null");
        wecom.Archive(21, Text("m2", "wr1", 2, "二"));
        wecom.Archive(22, Text("m3", "wr1", 3, "三"));
        wecom.Archive(23, """{"msgid":"p1","action":"send","from":"a","tolist":["b"],"roomid":"","msgtime":1,"msgtype":"text","text":{"content":"private"}}""");
        wecom.Archive(24, """{"msgid":"s1","action":"switch","time":1,"user":"a"}""");
        wecom.Archive(25, Text("m4", "wr1", 4, "四", from: "zhangsan"));

        await Eventually.TrueAsync(async () => (await world.TotalsAsync()).Accepted == 4, Patience, "four messages are accepted");

        var totals = await world.TotalsAsync();
        Assert.Equal((4L, 2L, 2L), (totals.Accepted, totals.Duplicates, totals.Malformed));
        var group = GroupId.From(new AccountId(world.Account), "wr1").Value;
        var history = (await world.HistoryAsync(group)).Messages;
        Assert.Equal(["四", "三", "二", "一"], history.Select(message => message.Text));
        Assert.Equal([true, false, false, false], history.Select(message => message.FromStaff));
        Assert.Equal(Customer, history[^1].SenderName);
        await Eventually.TrueAsync(() => Task.FromResult(Told(world.Host).Count == 4), Patience, "they are told");
        Assert.Equal(["一", "二", "三", "四"], Told(world.Host).Select(message => message.Text));
        Assert.Equal(MessageId.From(new AccountId(world.Account), "m1").Value, Told(world.Host)[0].MessageId);
        Assert.Equal(0L, await world.AskAsync<long>("select count(*) from messages where body = 'private'"));
        Assert.Equal(4L, await world.AskAsync<long>("select count(*) from messages"));
    }

    [Fact]
    public async Task A_message_of_an_unknown_group_is_stored_and_the_groups_roster_is_fetched_for_the_names()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom);
        wecom.On("externalcontact/groupchat/get", _ => $$$"""{"errcode":0,"group_chat":{"chat_id":"wr9","name":"群","owner":"z","create_time":1572505490,"member_list":[{"userid":"{{{Customer}}}","type":2,"join_time":1572505491,"join_scene":3,"name":"王语嫣"}],"member_version":"v"}}""");

        wecom.Archive(1, Text("m1", "wr9", 1547087894783, "在吗"));

        var told = await world.Host.NextAsync<GroupSyncedV1>();
        Assert.Equal("wr9", told.ExternalId);
        await Eventually.TrueAsync(async () => (await world.HistoryAsync(told.GroupId)).Messages is [{ SenderName: "王语嫣", Text: "在吗" }], Patience, "the message stands with its sender's name");
    }

    [Fact]
    public async Task Another_brand_sees_nothing()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom);
        wecom.Archive(1, Text("m1", "wr1", 1, "一"));
        await Eventually.TrueAsync(async () => (await world.TotalsAsync()).Accepted == 1, Patience, "the message is accepted");
        var group = GroupId.From(new AccountId(world.Account), "wr1").Value;
        var stranger = Guid.NewGuid();
        var foreign = world.Host.Client<MessageService.MessageServiceClient>(ServiceHost.OperatorOf(stranger));

        Assert.Empty((await foreign.ListMessagesAsync(new ListMessagesRequest { BrandId = stranger.ToString(), GroupId = group.ToString() })).Messages);
        Assert.Equal(0, (await foreign.GetIntakeTotalsAsync(new GetIntakeTotalsRequest { BrandId = stranger.ToString() })).Accepted);
        var refused = await Assert.ThrowsAsync<RpcException>(() => foreign.ListMessagesAsync(new ListMessagesRequest { BrandId = world.Brand.ToString(), GroupId = group.ToString() }).ResponseAsync);
        Assert.Equal(StatusCode.NotFound, refused.StatusCode);
        var key = world.Host.Client<MessageService.MessageServiceClient>(ServiceHost.KeyOf(world.Brand));
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => key.GetIntakeTotalsAsync(new GetIntakeTotalsRequest { BrandId = world.Brand.ToString() }).ResponseAsync)).StatusCode);
    }

    [Fact]
    public async Task A_restart_in_the_middle_and_a_second_replica_lose_and_double_nothing()
    {
        const int Count = 3000;
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom, "--Archive:PageSize=10");
        for (var n = 1; n <= Count; n++) { wecom.Archive(n * 2, Text($"m{n}", $"wr{n % 7}", 1547087894783 + n, $"{n}")); }

        await Eventually.TrueAsync(async () => (await world.TotalsAsync()).Accepted > 100, Patience, "it is in the middle");
        await world.Host.StopAsync();
        Assert.True(await world.AskAsync<long>("select count(*) from messages") < Count, "the restart was meant to come before the end");

        await using var again = await World.HostAsync(world.Host, null, "--Archive:PageSize=10");
        await using var replica = await World.HostAsync(world.Host, null, "--Archive:PageSize=10");
        await Eventually.TrueAsync(async () => await world.AskAsync<long>("select count(*) from messages") == Count && await world.AskAsync<long>("select count(*) from outbox") == 0, Patience, "everything is stored and told");

        // An envelope may be told twice when the relay stops between the broker and the database; its id is the same then.
        var envelopes = new[] { world.Host, again, replica }.SelectMany(host => host.Published<MessagesReceivedV1>()).DistinctBy(envelope => envelope.BatchId).ToList();
        Assert.Equal(Count, envelopes.Sum(envelope => envelope.Messages.Count));
        Assert.Equal(Count, envelopes.SelectMany(envelope => envelope.Messages).Select(message => message.MessageId).Distinct().Count());
        Assert.Equal((long)Count, await world.AskAsync<long>("select sum(accepted)::bigint from intake_totals"));
        Assert.Equal(0L, await world.AskAsync<long>("select sum(duplicates)::bigint from intake_totals"));
        Assert.Equal(2L * Count, await world.AskAsync<long>("select seq from archive_cursors"));
    }

    [Fact]
    public async Task A_load_from_the_stand_in_is_stored_once_in_day_partitions()
    {
        const int Count = 50_000;
        await using var simulator = await Simulator.StartAsync();
        var corp = await simulator.CorpAsync();
        await using var world = await World.WithAsync(simulator, corp, "--Archive:PollMilliseconds=20");
        await world.SyncAsync();

        var started = Stopwatch.StartNew();
        await simulator.ControlAsync(HttpMethod.Post, "/sim/v1/load", new { corp = corp.CorpId, ratePerSecond = 0, count = Count, groups = 0 });
        await Eventually.TrueAsync(async () => (await world.TotalsAsync()).Accepted >= Count, Patience, "the load is stored");
        output.WriteLine($"{Count / started.Elapsed.TotalSeconds:N0} messages/s from the archive to the history, generated meanwhile by the stand-in.");

        Assert.Equal((long)Count, await world.AskAsync<long>("select count(*) from messages"));
        Assert.Equal(0L, await world.AskAsync<long>("select count(*) from messages_other"));
        Assert.Equal((long)Count, (await world.TotalsAsync()).Accepted);
        await Eventually.TrueAsync(() => Task.FromResult(Told(world.Host).Count == Count), Patience, "the load is told");
        Assert.All(world.Host.Published<MessagesReceivedV1>(), envelope => Assert.InRange(envelope.Messages.Count, 1, 200));
    }

    private static List<ReceivedMessage> Told(ServiceHost host) => [.. host.Published<MessagesReceivedV1>().SelectMany(envelope => envelope.Messages)];

    private static string Text(string id, string room, long at, string text, string from = Customer) =>
        $$$"""{"msgid":"{{{id}}}","action":"send","from":"{{{from}}}","tolist":["a","b"],"roomid":"{{{room}}}","msgtime":{{{at}}},"msgtype":"text","text":{"content":"{{{text}}}"}}""";
}
