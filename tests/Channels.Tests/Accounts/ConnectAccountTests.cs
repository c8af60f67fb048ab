using System.Text;
using Grpc.Core;
using Npgsql;
using Steward.Contracts.Channels.V1;
using Steward.ServiceDefaults.Grpc;
using Steward.Testing;

namespace Steward.Channels.Tests.Accounts;

public sealed class ConnectAccountTests
{
    [Fact]
    public async Task Credentials_are_proved_before_they_are_kept()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var host = await World.HostAsync();
        var brand = Guid.NewGuid();
        var accounts = host.Client<AccountService.AccountServiceClient>(ServiceHost.AdminOf(brand));
        wecom.TokenError = 40001;

        var refused = await ProblemOf(accounts, Request(wecom, brand));

        Assert.Equal(("CHN-010", "secret"), (refused.Code, refused.Field));
        Assert.Empty((await accounts.ListAccountsAsync(new ListAccountsRequest { BrandId = brand.ToString() })).Accounts);
    }

    [Theory]
    [InlineData("callback_token")]
    [InlineData("encoding_aes_key")]
    [InlineData("base_url")]
    [InlineData("name")]
    [InlineData("corp_id")]
    [InlineData("secret")]
    public async Task A_wrong_field_is_named_and_WeCom_is_not_asked(string field)
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var host = await World.HostAsync();
        var brand = Guid.NewGuid();
        var request = Request(wecom, brand);
        switch (field)
        {
            case "callback_token": request.CallbackToken = "with space"; break;
            case "encoding_aes_key": request.EncodingAesKey = "short"; break;
            case "base_url": request.BaseUrl = "ftp://x"; break;
            case "name": request.Name = ""; break;
            case "corp_id": request.CorpId = ""; break;
            default: request.Secret = ""; break;
        }

        var refused = await ProblemOf(host.Client<AccountService.AccountServiceClient>(ServiceHost.AdminOf(brand)), request);

        Assert.Equal(("CHN-002", field), (refused.Code, refused.Field));
        Assert.Empty(wecom.Calls);
    }

    [Fact]
    public async Task Secrets_cannot_be_read_in_the_database_and_survive_a_restart()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom);

        await using (var connection = new NpgsqlConnection(world.Host.OwnerConnectionString))
        {
            await connection.OpenAsync();
            await using var query = new NpgsqlCommand("select a.*, a::text as whole, a.secrets from accounts a", connection);
            await using var reader = await query.ExecuteReaderAsync();
            Assert.True(await reader.ReadAsync());
            var whole = reader.GetString(reader.GetOrdinal("whole")) + Encoding.Latin1.GetString((byte[])reader["secrets"]);
            foreach (var secret in new[] { World.Secret, World.Token, World.AesKey, World.ArchiveSecret })
            {
                Assert.DoesNotContain(secret, whole, StringComparison.Ordinal);
                Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))[..^4], whole, StringComparison.Ordinal);
            }
        }

        await world.Host.StopAsync();
        await using var again = await World.HostAsync(world.Host, null);
        wecom.On("externalcontact/groupchat/list", _ => """{"errcode":0,"group_chat_list":[],"next_cursor":""}""");
        var synced = await again.Client<AccountService.AccountServiceClient>(ServiceHost.AdminOf(world.Brand))
            .SyncRosterAsync(new SyncRosterRequest { BrandId = world.Brand.ToString(), AccountId = world.Account.ToString() });
        Assert.Equal(0, synced.FailedGroups);
        Assert.Equal(1L, await world.AskAsync<long>("select count(*) from data_protection_keys"));
    }

    [Fact]
    public async Task An_account_stays_with_its_brand_and_its_corp()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom);
        var request = world.Request(wecom.Address);
        request.Name = "新名字";
        await world.Accounts.ConnectAccountAsync(request);
        Assert.Equal("新名字", (await world.Accounts.ListAccountsAsync(new ListAccountsRequest { BrandId = world.Brand.ToString() })).Accounts.Single().Name);

        request.CorpId = "ww0000000000000000";
        Assert.Equal("CHN-004", (await ProblemOf(world.Accounts, request)).Code);

        var other = Guid.NewGuid();
        var stolen = world.Request(wecom.Address);
        stolen.BrandId = other.ToString();
        var stranger = world.Host.Client<AccountService.AccountServiceClient>(ServiceHost.AdminOf(other));
        Assert.Equal("CHN-003", (await ProblemOf(stranger, stolen)).Code);
        Assert.Empty((await stranger.ListAccountsAsync(new ListAccountsRequest { BrandId = other.ToString() })).Accounts);
        var sync = await Assert.ThrowsAsync<RpcException>(() => stranger.SyncRosterAsync(new SyncRosterRequest { BrandId = other.ToString(), AccountId = world.Account.ToString() }).ResponseAsync);
        Assert.Equal("CHN-001", sync.ToProblem().Code);
        var lead = world.Host.Client<AccountService.AccountServiceClient>(ServiceHost.LeadOf(world.Brand));
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => lead.ConnectAccountAsync(world.Request(wecom.Address)).ResponseAsync)).StatusCode);
    }

    private static ConnectAccountRequest Request(ScriptedWeCom wecom, Guid brand) => new()
    {
        BrandId = brand.ToString(), AccountId = Guid.NewGuid().ToString(), Name = "测试", BaseUrl = wecom.Address.ToString(), CorpId = World.CorpId, AgentId = 1,
        Secret = World.Secret, CallbackToken = World.Token, EncodingAesKey = World.AesKey,
    };

    private static async Task<Kernel.Problem> ProblemOf(AccountService.AccountServiceClient accounts, ConnectAccountRequest request) =>
        (await Assert.ThrowsAsync<RpcException>(() => accounts.ConnectAccountAsync(request).ResponseAsync)).ToProblem();
}
