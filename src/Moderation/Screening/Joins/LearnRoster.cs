using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.Moderation.Discipline;
using Steward.Moderation.Disputes;
using Steward.Moderation.Pact;
using Steward.Moderation.Rules.Versions;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Screening.Joins;

/// <summary>From a group's roster: who is new there and is shown the pact, and whose name breaks the rule for names. Names that were mended or whose bearers left are no longer told. And through which account the group is reached, and how many members it has.</summary>
internal sealed class LearnRoster(RulesInForce rulesInForce, TimeProvider clock) : IHandle<GroupSyncedV1>
{
    public async Task HandleAsync(GroupSyncedV1 message, BrandTransaction transaction, CancellationToken ct)
    {
        var brand = new BrandId(message.BrandId);
        await ShowOnJoin.RunAsync(brand, message, await StoredJoins.ReplaceAsync(brand, message, transaction, ct), clock.GetUtcNow(), transaction, ct);
        GroupAccounts.Remember(brand, message.AccountId, [message.GroupId], transaction);
        await GroupSizes.RememberAsync(brand, message.GroupId, message.Roster.Count(entry => !entry.IsStaff), message.SyncedAt, transaction, ct);
        var rules = (await rulesInForce.OfAsync(brand, transaction, ct)).For(message.GroupId);
        var breaches = (from entry in message.Roster.DistinctBy(entry => entry.MemberId)
                        where !entry.IsStaff
                        let broken = rules.Names.FirstOrDefault(rule => rule.IsBrokenBy(entry.Name))
                        where broken is not null
                        select (entry.MemberId, Name: StoredOffences.Storable(entry.Name), broken.Rule.RuleId)).ToList();
        await transaction.ExecuteAsync(
            """
            with found as (select * from unnest(@members, @names, @rules) as t (member_id, name, rule_id)),
                 mended as (delete from nickname_breaches b where brand_id = @brand and group_id = @GroupId and not exists (select from found f where f.member_id = b.member_id))
            insert into nickname_breaches (brand_id, group_id, member_id, name, rule_id, since) select @brand, @GroupId, member_id, name, rule_id, @SyncedAt from found
            on conflict (brand_id, group_id, member_id) do update set name = excluded.name, rule_id = excluded.rule_id where (nickname_breaches.name, nickname_breaches.rule_id) <> (excluded.name, excluded.rule_id)
            """,
            new
            {
                brand, message.GroupId, message.SyncedAt,
                members = breaches.Select(breach => breach.MemberId).ToArray(), names = breaches.Select(breach => breach.Name).ToArray(), rules = breaches.Select(breach => breach.RuleId).ToArray(),
            },
            ct);
    }
}
