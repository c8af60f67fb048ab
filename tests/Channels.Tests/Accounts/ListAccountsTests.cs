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

    // A quiet channel is no fault: what counts is when the archive was last found to have nothing more.
    [Fact]
    public async Task An_archive_that_has_nothing_new_is_read_all_the_same()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom, "--Archive:PollMilliseconds=60000");
        await world.AskAsync<long>($"""
            with cursors as (insert into archive_cursors (account_id, brand_id, read_at, pulled_at) values ('{world.Account}', '{world.Brand}', now() - interval '1 hour', now() - interval '1 minute')
                             on conflict (account_id) do update set read_at = excluded.read_at, pulled_at = excluded.pulled_at returning seq)
            select seq from cursors
            """);

        Assert.True(TimeProvider.System.GetUtcNow() - (await AccountAsync(world)).ArchiveReadAt.ToDateTimeOffset() < TimeSpan.FromMinutes(30));
    }

    [Fact]
    public async Task Operators_are_told_the_names_of_their_brands_accounts_and_nothing_of_anothers()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom, "--Archive:PollMilliseconds=60000");
        var mine = world.Host.Client<AccountService.AccountServiceClient>(ServiceHost.OperatorOf(world.Brand));

        var name = Assert.Single((await mine.ListAccountNamesAsync(new ListAccountNamesRequest { BrandId = world.Brand.ToString() })).Accounts);
        Assert.Equal((world.Account.ToString(), (await AccountAsync(world)).Name), (name.AccountId, name.Name));
        Assert.Single((await mine.ListAccountNamesAsync(new ListAccountNamesRequest())).Accounts);
        Assert.Equal(Grpc.Core.StatusCode.PermissionDenied, (await Assert.ThrowsAsync<Grpc.Core.RpcException>(async () => await mine.ListAccountsAsync(new ListAccountsRequest { BrandId = world.Brand.ToString() }))).StatusCode);

        var foreign = world.Host.Client<AccountService.AccountServiceClient>(ServiceHost.OperatorOf(Guid.NewGuid()));
        Assert.Empty((await foreign.ListAccountNamesAsync(new ListAccountNamesRequest())).Accounts);
        Assert.Equal(Grpc.Core.StatusCode.NotFound, (await Assert.ThrowsAsync<Grpc.Core.RpcException>(async () => await foreign.ListAccountNamesAsync(new ListAccountNamesRequest { BrandId = world.Brand.ToString() }))).StatusCode);
    }

    private static async Task<Account> AccountAsync(World world) => (await world.Accounts.ListAccountsAsync(new ListAccountsRequest { BrandId = world.Brand.ToString() })).Accounts.Single();
}
