using Npgsql;
using Steward.Kernel;
using Steward.Moderation.Rules;
using Steward.Moderation.Rules.Versions;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Screening.Trials;

/// <summary>Writes and reads what versions in shadow would have done, and how often rules in force were broken. Lane by lane, with the commit of the batch.</summary>
internal static class StoredTrials
{
    public static void AddHits(BrandId brand, int lane, RuleTally tally, BrandTransaction transaction)
    {
        if (tally.All.Count == 0) { return; }

        var upsert = new NpgsqlBatchCommand(
            """
            insert into rule_hits (brand_id, lane, level, version, rule_id, hits, decided)
            select $1, $2, * from unnest($3, $4, $5, $6, $7)
            on conflict (brand_id, level, version, rule_id, lane) do update set hits = rule_hits.hits + excluded.hits, decided = rule_hits.decided + excluded.decided
            """);
        Add(upsert, brand.Value);
        Add(upsert, lane);
        Add(upsert, tally.All.Select(one => EffectiveRules.NameOf(one.Level)).ToArray());
        Add(upsert, tally.All.Select(one => one.Version).ToArray());
        Add(upsert, tally.All.Select(one => one.RuleId).ToArray());
        Add(upsert, tally.All.Select(one => one.Hits).ToArray());
        Add(upsert, tally.All.Select(one => one.Decided).ToArray());
        transaction.AtCommit(upsert);
    }

    public static void Add(BrandId brand, int lane, TrialLayer version, TrialTally tally, BrandTransaction transaction)
    {
        if (tally.Messages == 0) { return; }

        var upsert = new NpgsqlBatchCommand(
            """
            insert into shadow_counts (brand_id, lane, level, pack_id, version, rule_id, hits, decided, gained, lost)
            select $1, $2, $3, $4, $5, * from unnest($6, $7, $8, $9, $10)
            on conflict (brand_id, level, pack_id, version, rule_id, lane) do update set
                hits = shadow_counts.hits + excluded.hits, decided = shadow_counts.decided + excluded.decided, gained = shadow_counts.gained + excluded.gained, lost = shadow_counts.lost + excluded.lost
            """);
        TrialRule[] rules = [new TrialRule(string.Empty) { Hits = tally.Messages, Decided = tally.Offences }, .. tally.Rules];
        AddKey(upsert, brand, lane, version);
        Add(upsert, rules.Select(rule => rule.RuleId).ToArray());
        Add(upsert, rules.Select(rule => rule.Hits).ToArray());
        Add(upsert, rules.Select(rule => rule.Decided).ToArray());
        Add(upsert, rules.Select(rule => rule.Gained).ToArray());
        Add(upsert, rules.Select(rule => rule.Lost).ToArray());
        transaction.AtCommit(upsert);
        AddSamples(brand, lane, version, tally, transaction);
    }

    private static void AddSamples(BrandId brand, int lane, TrialLayer version, TrialTally tally, BrandTransaction transaction)
    {
        if (tally.Samples.Count == 0) { return; }

        var upsert = new NpgsqlBatchCommand(
            """
            insert into shadow_samples (brand_id, lane, level, pack_id, version, rule_id, slot, message_id, group_id, outcome, matched, text, sent_at)
            select $1, $2, $3, $4, $5, * from unnest($6, $7, $8, $9, $10, $11, $12, $13)
            on conflict (brand_id, level, pack_id, version, rule_id, lane, slot) do update set
                message_id = excluded.message_id, group_id = excluded.group_id, outcome = excluded.outcome, matched = excluded.matched, text = excluded.text, sent_at = excluded.sent_at
            """);
        AddKey(upsert, brand, lane, version);
        Add(upsert, tally.Samples.Keys.Select(key => key.RuleId).ToArray());
        Add(upsert, tally.Samples.Keys.Select(key => key.Slot).ToArray());
        Add(upsert, tally.Samples.Values.Select(sample => sample.Message.MessageId).ToArray());
        Add(upsert, tally.Samples.Values.Select(sample => sample.Message.GroupId).ToArray());
        Add(upsert, tally.Samples.Values.Select(sample => sample.Outcome).ToArray());
        Add(upsert, tally.Samples.Values.Select(sample => StoredOffences.Storable(sample.Matched)).ToArray());
        Add(upsert, tally.Samples.Values.Select(sample => StoredOffences.Storable(sample.Message.Text)).ToArray());
        Add(upsert, tally.Samples.Values.Select(sample => sample.Message.SentAt.UtcDateTime).ToArray());
        transaction.AtCommit(upsert);
    }

    private static void AddKey(NpgsqlBatchCommand command, BrandId brand, int lane, TrialLayer version)
    {
        Add(command, brand.Value);
        Add(command, lane);
        Add(command, EffectiveRules.NameOf(version.Layer.Level));
        Add(command, version.Pack);
        Add(command, version.Layer.Version);
    }

    private static void Add<T>(NpgsqlBatchCommand command, T value) => command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
}
