using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Moderation;
using Steward.Contracts.Moderation.V1;
using Steward.Testing;

namespace Steward.Moderation.Tests.Screening.Joins;

[Collection(nameof(ModerationBench))]
public sealed class LearnRosterTests(ModerationBench bench)
{
    private const string Rules = """
        {"rules":[
          {"kind":"keyword","rule_id":"hint-1","offence_class":"diversion","severity":"hint","terms":["进群"]},
          {"kind":"newcomer","rule_id":"new-1","hours":24,"severity":"review"},
          {"kind":"nickname","rule_id":"nick-1","offence_class":"nickname","form":"[^-]+-[^-]+"}]}
        """;

    private readonly Guid _brand = Guid.NewGuid();
    private readonly Guid _group = Guid.NewGuid();
    private readonly Guid _fresh = Guid.NewGuid();
    private readonly Guid _old = Guid.NewGuid();

    [Fact]
    public async Task Who_is_new_is_judged_more_strictly_in_that_group_only()
    {
        await PublishAsync();
        await RosterAsync((_fresh, "上海-小王", -1), (_old, "北京-小李", -100));
        ReceivedMessage Says(Guid sender, Guid group) => ModerationBench.Says(sender, "来进群") with { GroupId = group };
        var screened = await bench.ScreenAsync(_brand, Says(_fresh, _group), Says(_old, _group), Says(_fresh, Guid.NewGuid()));
        Assert.Equal([ScreeningLabel.Offence, ScreeningLabel.Chatter, ScreeningLabel.Chatter], screened.Messages.Select(message => message.Label));
    }

    [Fact]
    public async Task Names_that_break_the_rule_are_told_until_they_are_mended_or_their_bearers_leave()
    {
        await PublishAsync();
        await RosterAsync((_fresh, "小王", -1), (_old, "小李", -100), (Guid.NewGuid(), "上海-小张", -100), (Guid.NewGuid(), "", -100));
        Assert.Equal(new HashSet<string> { $"{_fresh} 小王 nick-1", $"{_old} 小李 nick-1" }, await BreachesAsync());
        await RosterAsync((_fresh, "上海-小王", -1), (_old, "小李", -100));
        Assert.Equal(new HashSet<string> { $"{_old} 小李 nick-1" }, await BreachesAsync());
        await RosterAsync((_fresh, "上海-小王", -1));
        Assert.Empty(await BreachesAsync());
        var other = Guid.NewGuid();
        Assert.Empty((await bench.Rules(other).ListNicknameBreachesAsync(new ListNicknameBreachesRequest { BrandId = other.ToString() })).Breaches);
    }

    private async Task PublishAsync() => await bench.Rules(_brand).PublishRuleSetAsync(new PublishRuleSetRequest { BrandId = _brand.ToString(), Rules = new RuleSet { Document = Rules } });

    private async Task<HashSet<string>> BreachesAsync() =>
        [.. (await bench.Rules(_brand).ListNicknameBreachesAsync(new ListNicknameBreachesRequest { BrandId = _brand.ToString(), GroupId = _group.ToString() })).Breaches.Select(one => $"{one.MemberId} {one.Name} {one.RuleId}")];

    private async Task RosterAsync(params (Guid Member, string Name, int Hours)[] entries)
    {
        var id = Guid.CreateVersion7();
        await bench.Host.PublishAsync(
            new GroupSyncedV1
            {
                BrandId = _brand, AccountId = Guid.NewGuid(), Partition = 1, GroupId = _group, ExternalId = "chat", Name = "群", OwnerId = Guid.NewGuid(), CreatedAt = ModerationBench.At, SyncedAt = ModerationBench.At,
                Roster = [.. entries.Select(entry => new RosterEntry { MemberId = entry.Member, ExternalId = "x", Name = entry.Name, IsStaff = false, JoinedAt = ModerationBench.At.AddHours(entry.Hours), JoinScene = 1, JoinState = "" })],
            },
            id);
        await Eventually.TrueAsync(
            async () =>
            {
                await using var connection = await bench.Host.Database.OpenAsync(CancellationToken.None);
                await using var query = new Npgsql.NpgsqlCommand("select exists (select from inbox where message_id = $1 and consumer = 'LearnRoster')", connection);
                query.Parameters.Add(new Npgsql.NpgsqlParameter<Guid> { TypedValue = id });
                return (bool)(await query.ExecuteScalarAsync())!;
            },
            TimeSpan.FromSeconds(30),
            "the roster is handled");
    }
}
