using System.Text.Json;
using Steward.Kernel;
using Steward.Moderation.Storage;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Disputes;

/// <summary>How complaints lie in their tables. What is written is written set by set: an envelope with many complaints costs as many statements as one.</summary>
internal static class StoredComplaints
{
    private const string Columns =
        """
        brand_id, complaint_id, member_id, group_id, kind, severity, source, state, text, complained_at, registered_at, registered_by, policy_version, incident_id, holder, round, next_step, next_due_at,
        outcome, resolved_at, resolved_by, satisfaction
        """;

    private const string Counted =
        "cross join lateral (select count(*)::int as messages from complaint_messages m where m.brand_id = complaints.brand_id and m.complaint_id = complaints.complaint_id) counted";

    private const string StepColumns = "step, state, due_at, at, by, text, ticket_system, ticket_reference, failure";

    private static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Open ones, what is due first first.</summary>
    public static readonly TimedList ByDue = new("complaints", $"{Columns}, messages", "next_due_at", "complaint_id", Joined: Counted);

    /// <summary>All, newest first.</summary>
    public static readonly TimedList ByTime = new("complaints", $"{Columns}, messages", "complained_at", "complaint_id", NewestFirst: true, Counted);

    public static Task<Complaint?> FindAsync(BrandId brand, Guid complaintId, BrandTransaction transaction, CancellationToken ct) =>
        transaction.SingleOrDefaultAsync<Complaint>($"select {Columns}, messages from complaints {Counted} where brand_id = @brand and complaint_id = @complaintId", new { brand, complaintId }, ct);

    /// <summary>The same, and nobody else changes it until the transaction ends.</summary>
    public static Task<Complaint?> LockAsync(BrandId brand, Guid complaintId, BrandTransaction transaction, CancellationToken ct) =>
        transaction.SingleOrDefaultAsync<Complaint>($"select {Columns} from complaints where brand_id = @brand and complaint_id = @complaintId for update", new { brand, complaintId }, ct);

    /// <summary>Of each member the open complaint, or the one that ended last; locked in one order.</summary>
    public static Task<IReadOnlyList<Complaint>> LastOfAsync(BrandId brand, Guid[] members, BrandTransaction transaction, CancellationToken ct) => transaction.QueryAsync<Complaint>(
        $"""
        select {Columns} from complaints where brand_id = @brand and complaint_id in (
            select distinct on (member_id) complaint_id from complaints where brand_id = @brand and member_id = any (@members) order by member_id, resolved_at desc nulls first, complaint_id)
        order by complaint_id for update
        """,
        new { brand, members },
        ct);

    public static Task<IReadOnlyList<ComplaintStep>> StepsAsync(Complaint complaint, BrandTransaction transaction, CancellationToken ct) => transaction.QueryAsync<ComplaintStep>(
        $"""
        select {StepColumns} from complaint_steps where brand_id = @BrandId and complaint_id = @ComplaintId and round = @Round order by array_position(@all, step)
        """,
        new { complaint.BrandId, complaint.ComplaintId, complaint.Round, all = DisputeStep.All.ToArray() },
        ct);

    /// <summary>The steps of the present rounds, by complaint.</summary>
    public static async Task<ILookup<Guid, ComplaintStep>> StepsOfAsync(BrandId brand, IEnumerable<Complaint> complaints, BrandTransaction transaction, CancellationToken ct)
    {
        var of = complaints.ToList();
        var rows = await transaction.QueryAsync<OwnedStep>(
            $"""
            select complaint_id, {StepColumns} from complaint_steps join unnest(@ids, @rounds) as present (id, number) on complaint_id = id and round = number
            where brand_id = @brand order by array_position(@all, step)
            """,
            new { brand, ids = of.Select(one => one.ComplaintId).ToArray(), rounds = of.Select(one => one.Round).ToArray(), all = DisputeStep.All.ToArray() },
            ct);
        return rows.ToLookup(row => row.ComplaintId, row => (ComplaintStep)row);
    }

    public static Task<IReadOnlyList<ComplaintAct>> ActsAsync(Complaint complaint, BrandTransaction transaction, CancellationToken ct) => transaction.QueryAsync<ComplaintAct>(
        """
        select command_id, step, kind, message_id, asked_at, outcome, reason from complaint_acts where brand_id = @BrandId and complaint_id = @ComplaintId and round = @Round order by asked_at, command_id
        """,
        complaint,
        ct);

    /// <summary>The complaint to which a call with this id belongs; null: there was none.</summary>
    public static Task<Guid?> OfEntryAsync(BrandId brand, Guid entry, BrandTransaction transaction, CancellationToken ct) =>
        transaction.SingleOrDefaultAsync<Guid?>("select complaint_id from complaint_entries where brand_id = @brand and entry_id = @entry", new { brand, entry }, ct);

    public static Task<bool> IsIncidentAsync(BrandId brand, Guid incident, BrandTransaction transaction, CancellationToken ct) =>
        transaction.SingleAsync<bool>("select exists (select from incidents where brand_id = @brand and incident_id = @incident)", new { brand, incident }, ct);

    public static Task PutAsync(IEnumerable<Complaint> complaints, BrandTransaction transaction, CancellationToken ct) => WriteAsync(
        $"""
        insert into complaints ({Columns}) select {Columns} from jsonb_populate_recordset(null::complaints, @rows::jsonb)
        on conflict (brand_id, complaint_id) do update set
            kind = excluded.kind, severity = excluded.severity, state = excluded.state, text = excluded.text, complained_at = excluded.complained_at, policy_version = excluded.policy_version,
            incident_id = excluded.incident_id, holder = excluded.holder, round = excluded.round, next_step = excluded.next_step, next_due_at = excluded.next_due_at, outcome = excluded.outcome,
            resolved_at = excluded.resolved_at, resolved_by = excluded.resolved_by, satisfaction = excluded.satisfaction
        """,
        complaints,
        transaction,
        ct);

    public static Task PutAsync(Complaint complaint, IEnumerable<ComplaintStep> steps, BrandTransaction transaction, CancellationToken ct) => PutStepsAsync(steps.Select(step => (complaint, step)), transaction, ct);

    public static Task PutStepsAsync(IEnumerable<(Complaint Of, ComplaintStep Step)> steps, BrandTransaction transaction, CancellationToken ct) => WriteAsync(
        $"""
        insert into complaint_steps (brand_id, complaint_id, round, {StepColumns}) select brand_id, complaint_id, round, {StepColumns} from jsonb_populate_recordset(null::complaint_steps, @rows::jsonb)
        on conflict (brand_id, complaint_id, round, step) do update set
            state = excluded.state, at = excluded.at, by = excluded.by, text = excluded.text, ticket_system = excluded.ticket_system, ticket_reference = excluded.ticket_reference, failure = excluded.failure
        """,
        steps.Select(one => new
        {
            one.Of.BrandId, one.Of.ComplaintId, one.Of.Round, one.Step.Step, one.Step.State, one.Step.DueAt, one.Step.At, one.Step.By, one.Step.Text, one.Step.TicketSystem, one.Step.TicketReference,
            one.Step.Failure,
        }),
        transaction,
        ct);

    public static Task AddAsync(IEnumerable<(Complaint Of, ComplaintMessage Message)> messages, BrandTransaction transaction, CancellationToken ct) => WriteAsync(
        """
        insert into complaint_messages (brand_id, message_id, complaint_id, group_id, text, sent_at, round)
        select brand_id, message_id, complaint_id, group_id, text, sent_at, round from jsonb_populate_recordset(null::complaint_messages, @rows::jsonb) order by message_id on conflict do nothing
        """,
        messages.Select(one => new { one.Of.BrandId, one.Message.MessageId, one.Of.ComplaintId, one.Message.GroupId, one.Message.Text, one.Message.SentAt, one.Of.Round }),
        transaction,
        ct);

    public static Task AddAsync(IEnumerable<(Complaint Of, ComplaintEntry Entry)> entries, BrandTransaction transaction, CancellationToken ct) => WriteAsync(
        """
        insert into complaint_entries (brand_id, entry_id, complaint_id, kind, step, text, at, by, round)
        select brand_id, entry_id, complaint_id, kind, step, text, at, by, round from jsonb_populate_recordset(null::complaint_entries, @rows::jsonb)
        """,
        entries.Select(one => new { one.Of.BrandId, EntryId = one.Entry.Id, one.Of.ComplaintId, one.Entry.Kind, one.Entry.Step, one.Entry.Text, one.Entry.At, one.Entry.By, one.Entry.Round }),
        transaction,
        ct);

    public static Task AddAsync(Complaint complaint, IEnumerable<ComplaintAct> acts, BrandTransaction transaction, CancellationToken ct) => WriteAsync(
        """
        insert into complaint_acts (brand_id, command_id, complaint_id, round, step, kind, message_id, asked_at)
        select brand_id, command_id, complaint_id, round, step, kind, message_id, asked_at from jsonb_populate_recordset(null::complaint_acts, @rows::jsonb)
        """,
        acts.Select(act => new { complaint.BrandId, act.CommandId, complaint.ComplaintId, complaint.Round, act.Step, act.Kind, act.MessageId, act.AskedAt }),
        transaction,
        ct);

    private sealed record OwnedStep : ComplaintStep
    {
        public required Guid ComplaintId { get; init; }
    }

    private static async Task WriteAsync<T>(string sql, IEnumerable<T> rows, BrandTransaction transaction, CancellationToken ct)
    {
        var all = rows.ToList();
        if (all.Count > 0) { await transaction.ExecuteAsync(sql, new { rows = JsonSerializer.Serialize(all, Snake) }, ct); }
    }
}
