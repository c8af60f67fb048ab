using Npgsql;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.Moderation.Rules;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Screening;

/// <summary>A message that broke a rule.</summary>
/// <param name="Finding">The one that is named.</param>
/// <param name="All">Everything that was wrong with it.</param>
/// <param name="Pack">The pack of its group; all zeros where it has none.</param>
internal sealed record FoundOffence(ReceivedMessage Message, Finding Finding, IReadOnlyList<Finding> All, Guid Pack);

/// <summary>Writes a batch's offences, the cases they open or join, and how many of each class are new, in one statement. A message that is an offence already is left alone: no case grows twice, nothing is counted twice.</summary>
internal static class StoredOffences
{
    private const string Sql =
        """
        with incoming as (
            select * from unnest($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) with ordinality
                as t (message_id, new_case_id, member_id, group_id, offence_class, rule_id, rule_version, rule_level, severity, reasons, matched, text, sent_at, place)),
        fresh as materialized (
            select distinct on (i.message_id) i.* from incoming i
            where not exists (select from offences o where o.brand_id = $1 and o.message_id = i.message_id)
            order by i.message_id, i.place),
        grown as (
            insert into cases (brand_id, case_id, member_id, group_id, offence_class, state, offences, opened_at, last_offence_at, last_text)
            select $1, (array_agg(new_case_id order by place))[1], member_id, (array_agg(group_id order by place))[1], offence_class, 'open', count(*), $2,
                   max(sent_at), (array_agg(text order by sent_at desc, place desc))[1]
            from fresh group by member_id, offence_class order by member_id, offence_class
            on conflict (brand_id, member_id, offence_class) where state = 'open' do update set
                offences = cases.offences + excluded.offences,
                last_text = case when excluded.last_offence_at >= cases.last_offence_at then excluded.last_text else cases.last_text end,
                last_offence_at = greatest(cases.last_offence_at, excluded.last_offence_at)
            returning case_id, member_id, offence_class),
        stored as (
            insert into offences (brand_id, message_id, case_id, member_id, group_id, offence_class, rule_id, rule_version, rule_level, severity, reasons, matched, text, sent_at)
            select $1, f.message_id, g.case_id, f.member_id, f.group_id, f.offence_class, f.rule_id, f.rule_version, f.rule_level, f.severity, f.reasons::jsonb, f.matched, f.text, f.sent_at
            from fresh f join grown g using (member_id, offence_class)
            returning offence_class)
        insert into screening_totals (brand_id, lane, label, offence_class, messages)
        select $1, $16, 'offence', offence_class, count(*) from stored group by offence_class order by offence_class
        on conflict (brand_id, lane, label, offence_class) do update set messages = screening_totals.messages + excluded.messages
        """;

    /// <summary>Written when the transaction commits.</summary>
    public static void Add(BrandId brand, int lane, IReadOnlyList<FoundOffence> offences, DateTimeOffset now, BrandTransaction transaction)
    {
        var insert = new NpgsqlBatchCommand(Sql);
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand.Value });
        insert.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        AddColumn(insert, offences, offence => offence.Message.MessageId);
        AddColumn(insert, offences, _ => Guid.CreateVersion7(now));
        AddColumn(insert, offences, offence => offence.Message.SenderId);
        AddColumn(insert, offences, offence => offence.Message.GroupId);
        AddColumn(insert, offences, offence => offence.Finding.OffenceClass);
        AddColumn(insert, offences, offence => offence.Finding.RuleId);
        AddColumn(insert, offences, offence => offence.Finding.Version);
        AddColumn(insert, offences, offence => EffectiveRules.NameOf(offence.Finding.Level));
        AddColumn(insert, offences, offence => SeverityName.Of(offence.Finding.Severity));
        AddColumn(insert, offences, offence => StoredReason.Write(offence.All, offence.Pack));
        AddColumn(insert, offences, offence => Storable(offence.Message.Text.Substring(offence.Finding.Start, offence.Finding.Length)));
        AddColumn(insert, offences, offence => Storable(offence.Message.Text));
        AddColumn(insert, offences, offence => offence.Message.SentAt.UtcDateTime);
        insert.Parameters.Add(new NpgsqlParameter<int> { TypedValue = lane });
        transaction.AtCommit(insert);
    }

    private static void AddColumn<T>(NpgsqlBatchCommand command, IReadOnlyList<FoundOffence> offences, Func<FoundOffence, T> value) =>
        command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = [.. offences.Select(value)] });

    /// <summary>PostgreSQL's text has no U+0000; one such character must not make an envelope undeliverable.</summary>
    public static string Storable(string text) => text.Replace('\0', '\uFFFD');
}
