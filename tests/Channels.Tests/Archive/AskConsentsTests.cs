using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Steward.Channels.Archive;
using Steward.Kernel;
using Steward.Testing;

namespace Steward.Channels.Tests.Archive;

public sealed class AskConsentsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task An_answer_that_makes_no_sense_keeps_no_other_group_from_its_own()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        // Milliseconds where WeCom promises seconds: no such moment.
        wecom.On("msgaudit/check_room_agree", body => Agreement(body.GetProperty("roomid").GetString() == "wrBad" ? 1562766651000000 : 1562766651));
        await using var world = await World.WithAsync(wecom);

        await AskAsync(world, "wrBad", "wrGood", "wrBetter");

        await Eventually.TrueAsync(async () => await world.AskAsync<long>("select count(*) from archive_consents where chat_id in ('wrGood', 'wrBetter')") == 2, Patience, "the neighbours are known");
        await Eventually.TrueAsync(
            async () => await world.AskAsync<long>("select count(*) from consent_checks where chat_id = 'wrBad' and attempts = 1 and due_at < now() + interval '2 minutes'") == 1, Patience, "the bad one waits for its next try");
        Assert.Equal(1, await world.AskAsync<long>("select count(*) from consent_checks"));
    }

    [Fact]
    public async Task Who_asks_again_while_WeCom_is_being_asked_gets_another_answer()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        World? world = null;
        var asked = 0;
        wecom.On("msgaudit/check_room_agree", async (_, _) =>
        {
            if (Interlocked.Increment(ref asked) == 1) { await AskAsync(world!, "wr1"); }

            return Agreement(1562766651);
        });
        await using var connected = world = await World.WithAsync(wecom);

        await AskAsync(world, "wr1");

        await Eventually.TrueAsync(async () => Volatile.Read(ref asked) == 2 && await world.AskAsync<long>("select count(*) from consent_checks") == 0, Patience, "it was asked twice and is done");
    }

    [Fact]
    public async Task An_account_whose_secrets_cannot_be_opened_keeps_no_other_from_its_turn_and_is_given_up()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        wecom.On("msgaudit/check_room_agree", _ => Agreement(1562766651));
        await using var world = await World.WithAsync(wecom);
        var poisoned = Guid.NewGuid();
        await world.RunAsync($"insert into account_routes values ('{poisoned}', '{world.Brand}')");
        await world.RunAsync(
            $"insert into accounts select (jsonb_populate_record(a, jsonb_build_object('account_id', '{poisoned}', 'corp_id', 'ww-other', 'agent_id', 7))).* from accounts a");
        await world.RunAsync($"update accounts set secrets = '\\x00' where account_id = '{poisoned}'");
        await world.RunAsync($"insert into consent_checks (account_id, chat_id, brand_id, due_at, attempts) values ('{poisoned}', 'wrP', '{world.Brand}', now(), 3)");

        await AskAsync(world, "wr1", "wr2");

        await Eventually.TrueAsync(async () => await world.AskAsync<long>("select count(*) from archive_consents where chat_id in ('wr1', 'wr2')") == 2, Patience, "the neighbours are known");
        await Eventually.TrueAsync(async () => await world.AskAsync<long>("select count(*) from consent_checks where chat_id = 'wrP' and attempts = 4") == 1, Patience, "the poisoned one waits for its next try");
        await world.RunAsync("update consent_checks set due_at = now()");
        await Eventually.TrueAsync(async () => await world.AskAsync<long>("select count(*) from consent_checks") == 0, Patience, "after the fifth try it is given up");
    }

    private static string Agreement(long changedAt) => $$"""{"errcode":0,"agreeinfo":[{"status_change_time":{{changedAt}},"exteranalopenid":"wm1","agree_status":"Agree"}]}""";

    private static async Task AskAsync(World world, params string[] chats)
    {
        await using var connection = new NpgsqlConnection(world.Host.OwnerConnectionString);
        await connection.OpenAsync();
        var queue = world.Host.Services.GetRequiredService<ConsentQueue>();
        await queue.AddAsync(connection, [.. chats.Select(chat => (new AccountId(world.Account), new BrandId(world.Brand), chat))], TimeProvider.System.GetUtcNow(), CancellationToken.None);
    }
}
