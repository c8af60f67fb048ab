using Steward.Contracts.Channels.V1;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.Testing;

namespace Steward.Channels.Tests.Archive;

public sealed class SealedArchiveTests
{
    private const string Customer = "wmUu0zBgAALV7ZymkcMyxvbTe8YdWxxA";
    private const string Other = "wmOtherPersonWhoSpeaksInThisGroup";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Sealed_messages_are_stored_and_one_of_an_unknown_key_version_is_kept_while_the_cursor_goes_on()
    {
        using var known = new Sealing();
        using var unknown = new Sealing();
        await using var wecom = await ScriptedWeCom.StartAsync();
        wecom.Archive(1, known.Seal(Text("m1", Customer, "一"), 3));
        wecom.Archive(2, unknown.Seal(Text("m2", Customer, "二"), 9));
        wecom.Archive(3, known.Seal("""{"msgid":"m3","action":"send","from":"wmUu0zBgAALV7ZymkcMyxvbTe8YdWxxA","roomid":"wr1","msgtime":1547087894783,"msgtype":"hologram","hologram":{"title":"三"}}""", 3));
        await using var world = await ConnectAsync(wecom, request => request.ArchiveKeys.Add(new ArchiveKey { Version = 3, PrivateKeyPem = known.PrivateKeyPem }));

        await Eventually.TrueAsync(async () => await world.AskAsync<long>("select seq from archive_cursors") == 3, Patience, "the cursor passed all three");

        Assert.Equal((2L, 0L), ((await world.TotalsAsync()).Accepted, (await world.TotalsAsync()).Malformed));
        Assert.Equal("2 9 unknown key version", await world.AskAsync<string>("select seq || ' ' || key_version || ' ' || reason from archive_undecryptable"));
        Assert.Contains("publickey_ver", await world.AskAsync<string>("select convert_from(item, 'UTF8') from archive_undecryptable"), StringComparison.Ordinal);
        Assert.Equal(1, (await AccountAsync(world)).ArchiveUndecryptable);
        Assert.Contains((await world.HistoryAsync(Group(world))).Messages, message => message is { Kind: "hologram", Text: "三" });
    }

    [Fact]
    public async Task What_was_kept_sealed_is_opened_once_and_in_order_when_its_key_comes_and_what_stays_closed_is_tried_with_the_next_one()
    {
        using var late = new Sealing();
        using var wrong = new Sealing();
        await using var wecom = await ScriptedWeCom.StartAsync();
        wecom.Archive(1, late.Seal(Text("m1", Customer, "一"), 9));
        wecom.Archive(2, wrong.Seal(Text("m2", Customer, "二"), 9));
        wecom.Archive(3, late.Seal(Text("m3", Customer, "三"), 9));
        wecom.Archive(4, late.Seal("""{"msgid":"r1","action":"recall","from":"zhangsan","tolist":[],"roomid":"wr1","msgtime":1547087899000,"msgtype":"revoke","revoke":{"pre_msgid":"m1"}}""", 9));
        wecom.Archive(5, Text("m5", Customer, "五"));
        await using var world = await ConnectAsync(wecom, _ => { });
        await Eventually.TrueAsync(async () => await world.AskAsync<long>("select seq from archive_cursors") == 5, Patience, "the cursor passed all five");
        Assert.Equal((4L, 0L), ((await AccountAsync(world)).ArchiveUndecryptable, (await AccountAsync(world)).ArchiveReopened));

        await AddKeyAsync(world, wecom, 9, late);
        await Eventually.TrueAsync(async () => (await AccountAsync(world)) is { ArchiveUndecryptable: 1, ArchiveReopened: 3 }, Patience, "what the key opens is opened");
        Assert.Equal("2 does not open with this key", await world.AskAsync<string>("select seq || ' ' || reason from archive_undecryptable where tried <> ''"));
        await AddKeyAsync(world, wecom, 9, wrong);
        await Eventually.TrueAsync(async () => (await AccountAsync(world)) is { ArchiveUndecryptable: 0, ArchiveReopened: 4 }, Patience, "the other key opens the last");
        await AddKeyAsync(world, wecom, 9, late);
        wecom.Archive(6, late.Seal(Text("m6", Customer, "六"), 9));
        await Eventually.TrueAsync(async () => (await world.TotalsAsync()).Accepted == 6, Patience, "it reads on");

        await Eventually.TrueAsync(() => Task.FromResult(Told(world).Length == 6), Patience, "all are told");
        Assert.Equal(["五", "一", "三", "", "二", "六"], Told(world));
        Assert.Equal((6L, 0L, 0L), (await world.TotalsAsync()) is var totals ? (totals.Accepted, totals.Duplicates, totals.Malformed) : default);
        await Eventually.TrueAsync(async () => await world.AskAsync<long>("select count(*) from messages where revoked_at is not null and body = '一'") == 1, Patience, "the revoke that was sealed has its effect");
    }

    [Fact]
    public async Task A_revoke_marks_the_message_and_a_person_who_disagrees_is_not_kept_until_they_agree()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await ConnectAsync(wecom, _ => { });
        wecom.Archive(1, Text("m1", Customer, "一"));
        wecom.Archive(2, """{"msgid":"r1","action":"recall","from":"zhangsan","tolist":[],"roomid":"wr1","msgtime":1547087899000,"msgtype":"revoke","revoke":{"pre_msgid":"m1"}}""");
        wecom.Archive(3, Consent("disagree", "wr1", Other));
        wecom.Archive(4, Text("m2", Other, "二"));
        wecom.Archive(5, Text("m3", Customer, "三"));
        wecom.Archive(6, Consent("agree", "wr1", Other));
        wecom.Archive(7, Text("m4", Other, "四"));
        wecom.Archive(8, Consent("agree", "", Customer));

        await Eventually.TrueAsync(async () => await world.AskAsync<long>("select seq from archive_cursors") == 8 && await world.AskAsync<long>("select count(*) from archive_notes") == 0, Patience, "everything is read and applied");

        var history = (await world.HistoryAsync(Group(world))).Messages;
        Assert.Equal(["revoke", "四", "三", "一"], history.Select(message => message.Kind == "text" ? message.Text : message.Kind).OrderByDescending(word => word.Length).ThenBy(word => "四三一".IndexOf(word, StringComparison.Ordinal)));
        var revoked = Assert.Single(history, message => message.RevokedAt is not null);
        Assert.Equal(("一", 1547087899000L), (revoked.Text, revoked.RevokedAt.ToDateTimeOffset().ToUnixTimeMilliseconds()));
        Assert.Equal($" zhangsan {Customer} true,wr1  {Other} true", await world.AskAsync<string>("select string_agg(chat_id || ' ' || staff || ' ' || person || ' ' || agreed, ',' order by chat_id) from archive_consents"));
    }

    [Fact]
    public async Task After_an_outage_longer_than_the_archive_keeps_what_is_lost_is_said_once()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await ConnectAsync(wecom, _ => { });
        wecom.Archive(10, Text("m1", Customer, "一"));
        await Eventually.TrueAsync(async () => await world.AskAsync<bool>("select coalesce(bool_and(pulled_at is not null and seq = 10), false) from archive_cursors"), Patience, "all is read");
        Assert.Equal("", (await AccountAsync(world)).LastError);
        await world.Host.StopAsync();
        await world.AskAsync<DateTime>("update archive_cursors set pulled_at = now() - interval '7 days' returning pulled_at");
        wecom.Archive(900, Text("m2", Customer, "二"));

        await using var again = await World.HostAsync(world.Host, null);
        await Eventually.TrueAsync(async () => await world.AskAsync<long>("select seq from archive_cursors") == 900, Patience, "it reads on");

        Assert.Equal("10 900 2", await world.AskAsync<string>("select after_seq || ' ' || before_seq || ' ' || extract(day from lost_to - lost_from + interval '1 minute') from archive_gaps"));
        var account = (await again.Client<AccountService.AccountServiceClient>(ServiceHost.AdminOf(world.Brand)).ListAccountsAsync(new ListAccountsRequest { BrandId = world.Brand.ToString() })).Accounts.Single();
        Assert.Contains("are lost", account.LastError, StringComparison.Ordinal);
    }

    private static string[] Told(World world) => [.. world.Host.Published<MessagesReceivedV1>().SelectMany(envelope => envelope.Messages).Select(message => message.Text)];

    private static async Task AddKeyAsync(World world, ScriptedWeCom wecom, int version, Sealing key)
    {
        var request = world.Request(wecom.Address);
        request.ArchiveKeys.Add(new ArchiveKey { Version = version, PrivateKeyPem = key.PrivateKeyPem });
        await world.Accounts.ConnectAccountAsync(request);
    }

    private static async Task<World> ConnectAsync(ScriptedWeCom wecom, Action<ConnectAccountRequest> change)
    {
        wecom.On("externalcontact/groupchat/get", _ => """{"errcode":60011,"errmsg":"no privilege"}""");
        return await World.WithAsync(wecom, change);
    }

    private static Guid Group(World world) => GroupId.From(new AccountId(world.Account), "wr1").Value;

    private static async Task<Account> AccountAsync(World world) => (await world.Accounts.ListAccountsAsync(new ListAccountsRequest { BrandId = world.Brand.ToString() })).Accounts.Single();

    private static string Text(string id, string from, string text) =>
        $$$"""{"msgid":"{{{id}}}","action":"send","from":"{{{from}}}","tolist":["a","b"],"roomid":"wr1","msgtime":1547087894783,"msgtype":"text","text":{"content":"{{{text}}}"}}""";

    private static string Consent(string word, string room, string person) =>
        $$$"""{"msgid":"c-{{{word}}}-{{{room}}}","action":"send","from":"zhangsan","tolist":["{{{person}}}"],"roomid":"{{{room}}}","msgtime":{{{(word == "agree" ? 1547087894785 : 1547087894784)}}},"msgtype":"{{{word}}}","{{{word}}}":{"userid":"{{{person}}}","{{{word}}}_time":1547087894784}}""";
}
