using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Npgsql;
using Steward.Channels.Accounts;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Channels.Tests.Accounts;

public sealed class AccountsOfOneCorpTests
{
    [Fact]
    public async Task Two_apps_of_a_corp_are_two_accounts_whose_groups_and_people_do_not_meet()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom);
        wecom.On("externalcontact/groupchat/list", _ => """{"errcode":0,"group_chat_list":[{"chat_id":"wr1"}],"next_cursor":""}""");
        wecom.On("externalcontact/groupchat/get", _ => """{"errcode":0,"group_chat":{"chat_id":"wr1","name":"群","owner":"zhang","create_time":1572505490,"member_list":[{"userid":"wm1","type":2,"join_time":1572505491,"join_scene":3}],"member_version":"v"}}""");
        var second = Guid.NewGuid();
        await world.Accounts.ConnectAccountAsync(Other(world, wecom, second, request => request.AgentId = 1000003));

        await world.SyncAsync();
        await world.Accounts.SyncRosterAsync(new SyncRosterRequest { BrandId = world.Brand.ToString(), AccountId = second.ToString() });

        var first = await world.Host.NextAsync<GroupSyncedV1>(group => group.AccountId == world.Account);
        var other = await world.Host.NextAsync<GroupSyncedV1>(group => group.AccountId == second);
        Assert.Equal(first.ExternalId, other.ExternalId);
        Assert.NotEqual(first.GroupId, other.GroupId);
        Assert.NotEqual(first.Roster.Single().MemberId, other.Roster.Single().MemberId);
        Assert.Equal(2L, await world.AskAsync<long>("select count(*) from groups"));
        Assert.Equal(2L, await world.AskAsync<long>("select count(*) from people"));
    }

    [Fact]
    public async Task The_same_app_is_not_connected_twice_and_a_corps_archive_has_one_reader_but_another_corp_is_welcome()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom);

        Assert.Equal("CHN-005", (await ProblemOf(world, Other(world, wecom, Guid.NewGuid(), _ => { }))).Code);
        Assert.Equal("CHN-006", (await ProblemOf(world, Other(world, wecom, Guid.NewGuid(), request => { request.AgentId = 7; request.ArchiveSecret = World.ArchiveSecret; }))).Code);
        await world.Accounts.ConnectAccountAsync(Other(world, wecom, Guid.NewGuid(), request => { request.CorpId = "ww0000000000000001"; request.ArchiveSecret = World.ArchiveSecret; }));

        var accounts = (await world.Accounts.ListAccountsAsync(new ListAccountsRequest { BrandId = world.Brand.ToString() })).Accounts;
        Assert.Equal(2, accounts.Count);
        Assert.All(accounts, account => Assert.Equal(("wecom", "simulator"), (account.Channel, account.ArchiveMode)));
    }

    [Theory]
    [InlineData("channel", "pigeon", "", false, "channel")]
    [InlineData("mode", "sometimes", "", false, "archive_mode")]
    [InlineData("mode", "simulator", "", false, "archive_secret")]
    [InlineData("mode", "corp-owned-sdk", "s", false, "archive_keys")]
    [InlineData("mode", "corp-owned-sdk", "s", true, "archive_mode")]
    public async Task What_a_channel_or_archive_mode_lacks_is_named(string what, string value, string archiveSecret, bool withKey, string field)
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom);
        var request = Other(world, wecom, Guid.NewGuid(), made => made.AgentId = 9);
        request.ArchiveSecret = archiveSecret;
        if (what == "channel") { request.Channel = value; } else { request.ArchiveMode = value; }

        if (withKey) { request.ArchiveKeys.Add(new ArchiveKey { Version = 1, PrivateKeyPem = Pem() }); }

        var refused = await ProblemOf(world, request);
        Assert.Equal(("CHN-002", field), (refused.Code, refused.Field));
    }

    [Fact]
    public async Task Without_an_archive_and_in_the_zone_the_rest_of_an_account_works()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom);
        wecom.On("externalcontact/groupchat/list", _ => """{"errcode":0,"group_chat_list":[],"next_cursor":""}""");
        foreach (var mode in new[] { "none", "data-zone" })
        {
            var id = Guid.NewGuid();
            await world.Accounts.ConnectAccountAsync(Other(world, wecom, id, request => { request.ArchiveMode = mode; request.CorpId = $"ww-{mode}"; }));
            var synced = await world.Accounts.SyncRosterAsync(new SyncRosterRequest { BrandId = world.Brand.ToString(), AccountId = id.ToString() });
            Assert.Equal(0, synced.FailedGroups);
        }

        Assert.Equal(1L, await world.AskAsync<long>("select count(*) from archive_cursors"));
    }

    [Fact]
    public async Task A_new_key_version_keeps_the_old_ones_and_none_can_be_read_in_the_database()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom);
        var (one, two, better) = (Pem(), Pem(), Pem());
        foreach (var (version, pem) in new[] { (1, one), (2, two), (2, better) })
        {
            var request = world.Request(wecom.Address);
            request.ArchiveKeys.Add(new ArchiveKey { Version = version, PrivateKeyPem = pem });
            await world.Accounts.ConnectAccountAsync(request);
        }

        await using var connection = new NpgsqlConnection(world.Host.OwnerConnectionString);
        await connection.OpenAsync();
        await using var query = new NpgsqlCommand("select secrets from accounts", connection);
        var closed = (byte[])(await query.ExecuteScalarAsync())!;
        Assert.DoesNotContain("PRIVATE KEY", Encoding.Latin1.GetString(closed), StringComparison.Ordinal);
        var open = new SecretBox((Microsoft.AspNetCore.DataProtection.IDataProtectionProvider)world.Host.Services.GetService(typeof(Microsoft.AspNetCore.DataProtection.IDataProtectionProvider))!).Open(closed);
        Assert.Equal([(1, one), (2, better)], open.ArchiveKeys.OrderBy(key => key.Key).Select(key => (key.Key, key.Value)));

        var weak = world.Request(wecom.Address);
        weak.ArchiveKeys.Add(new ArchiveKey { Version = 3, PrivateKeyPem = one.Replace("MII", "XXX", StringComparison.Ordinal) });
        Assert.Equal("archive_keys", (await ProblemOf(world, weak)).Field);
    }

    private static string Pem()
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportPkcs8PrivateKeyPem();
    }

    private static ConnectAccountRequest Other(World world, ScriptedWeCom wecom, Guid id, Action<ConnectAccountRequest> change)
    {
        var request = world.Request(wecom.Address);
        request.AccountId = id.ToString();
        request.ArchiveSecret = "";
        change(request);
        return request;
    }

    private static async Task<Problem> ProblemOf(World world, ConnectAccountRequest request) =>
        (await Assert.ThrowsAsync<RpcException>(() => world.Accounts.ConnectAccountAsync(request).ResponseAsync)).ToProblem();
}
