using Steward.Contracts.Channels.V1;
using Steward.Testing;

namespace Steward.Channels.Tests.Accounts;

public sealed class ListAccountsTests
{
    private const string List = "externalcontact/groupchat/list";

    [Fact]
    public async Task The_age_of_the_token_is_shown_and_a_refusal_and_never_the_token()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        wecom.On(List, _ => """{"errcode":0,"group_chat_list":[],"next_cursor":""}""");
        await using var world = await World.WithAsync(wecom, "--Archive:PollMilliseconds=60000");
        var before = TimeProvider.System.GetUtcNow();

        await world.SyncAsync();

        await Eventually.TrueAsync(async () => (await AccountAsync(world)).TokenAt is not null, TimeSpan.FromSeconds(20), "the token's age is kept");
        var shown = await AccountAsync(world);
        Assert.InRange(shown.TokenAt.ToDateTimeOffset(), before.AddSeconds(-1), TimeProvider.System.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(7200), shown.TokenUntil.ToDateTimeOffset() - shown.TokenAt.ToDateTimeOffset());
        Assert.Null(shown.TokenRefusedAt);
        Assert.DoesNotContain(wecom.Token, shown.ToString(), StringComparison.Ordinal);

        wecom.TokenError = 40001;
        wecom.EndToken();
        await Assert.ThrowsAsync<Grpc.Core.RpcException>(world.SyncAsync);

        await Eventually.TrueAsync(async () => (await AccountAsync(world)).TokenRefusedAt is not null, TimeSpan.FromSeconds(20), "the refusal is kept");
        Assert.NotNull((await AccountAsync(world)).TokenAt);
    }

    [Fact]
    public async Task Another_brand_sees_neither_the_account_nor_its_token()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        wecom.On(List, _ => """{"errcode":0,"group_chat_list":[],"next_cursor":""}""");
        await using var world = await World.WithAsync(wecom, "--Archive:PollMilliseconds=60000");
        await world.SyncAsync();
        await Eventually.TrueAsync(async () => await world.AskAsync<long>("select count(*) from account_tokens") == 1, TimeSpan.FromSeconds(20), "the token's age is kept");

        var foreign = Guid.NewGuid();
        var seen = await world.Host.Client<AccountService.AccountServiceClient>(ServiceHost.AdminOf(foreign)).ListAccountsAsync(new ListAccountsRequest { BrandId = foreign.ToString() });

        Assert.Empty(seen.Accounts);
        await using var transaction = await world.Host.Database.BeginAsync(new Steward.Kernel.BrandId(foreign), default);
        Assert.Equal(0, await transaction.SingleAsync<long>("select count(*) from account_tokens", null, default));
    }

    [Fact]
    public async Task How_long_the_oldest_callback_waits_is_shown()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom, "--Archive:PollMilliseconds=60000");
        Assert.Null((await AccountAsync(world)).CallbackOldestAt);

        // Kept, and due in an hour: nobody works it off meanwhile.
        await world.AskAsync<long>($"""
            with raw as (insert into callbacks_raw (brand_id, account_id, dedupe_key, body, received_at) values ('{world.Brand}', '{world.Account}', 'k', '', now() - interval '7 minutes') returning callback_id),
            queued as (insert into callback_queue (callback_id, brand_id, account_id, due_at) select callback_id, '{world.Brand}', '{world.Account}', now() + interval '1 hour' from raw)
            select callback_id from raw
            """);

        var shown = await AccountAsync(world);
        Assert.Equal(1, shown.CallbacksWaiting);
        Assert.True(TimeProvider.System.GetUtcNow() - shown.CallbackOldestAt.ToDateTimeOffset() >= TimeSpan.FromMinutes(7));
    }

    private static async Task<Account> AccountAsync(World world) => (await world.Accounts.ListAccountsAsync(new ListAccountsRequest { BrandId = world.Brand.ToString() })).Accounts.Single();
}
