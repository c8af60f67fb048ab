using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Incidents;

/// <summary>How far the story got in a group.</summary>
internal sealed record IncidentGroup
{
    public required Guid GroupId { get; init; }
    public required int Messages { get; init; }
    public required int Members { get; init; }
    public required DateTimeOffset FirstSeenAt { get; init; }
    public required DateTimeOffset LastSeenAt { get; init; }
}

/// <summary>What somebody wrote or did.</summary>
internal sealed record IncidentNote
{
    public const string Written = "note";
    public const string Closing = "closed";

    public required string Kind { get; init; }
    public required string Text { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
}

/// <summary>A decision about a case to which messages of the incident belong.</summary>
internal sealed record IncidentDecision
{
    public required Guid CaseId { get; init; }
    public required Guid MemberId { get; init; }
    public required string OffenceClass { get; init; }
    public required string State { get; init; }
    public string? DecidedBy { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
}

/// <summary>How many messages came in a minute.</summary>
internal sealed record IncidentMinute
{
    public required DateTimeOffset At { get; init; }
    public required int Messages { get; init; }
    public required int NewGroups { get; init; }
}

/// <summary>An incident with its timeline.</summary>
internal sealed record IncidentFile(Incident Incident, IReadOnlyList<IncidentGroup> Groups, IReadOnlyList<IncidentMinute> Minutes, IReadOnlyList<IncidentNote> Notes, IReadOnlyList<IncidentDecision> Cases);

internal sealed class GetIncidentHandler(Database database)
{
    private const int MostGroups = 1000;
    private const int MostMinutes = 500;
    private const int MostCases = 500;

    public async Task<Result<IncidentFile>> HandleAsync(BrandId brand, Guid incidentId, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        if (await StoredIncidents.FindAsync(brand, incidentId, transaction, ct) is not { } found) { return IncidentProblems.NotFound(incidentId); }

        var args = new { brand, incidentId, MostGroups, MostMinutes, MostCases };
        var groups = await transaction.QueryAsync<IncidentGroup>(
            """
            select group_id, count(*)::int as messages, count(distinct member_id)::int as members, min(sent_at) as first_seen_at, max(sent_at) as last_seen_at
            from incident_messages where brand_id = @brand and incident_id = @incidentId group by group_id order by min(sent_at), group_id limit @MostGroups
            """,
            args,
            ct);
        var minutes = await transaction.QueryAsync<IncidentMinute>(
            """
            with told as (select sent_at, row_number() over (partition by group_id order by sent_at, message_id) = 1 as is_new from incident_messages where brand_id = @brand and incident_id = @incidentId)
            select date_trunc('minute', sent_at) as at, count(*)::int as messages, (count(*) filter (where is_new))::int as new_groups from told group by 1 order by 1 limit @MostMinutes
            """,
            args,
            ct);
        var notes = await transaction.QueryAsync<IncidentNote>("select kind, text, at, by from incident_notes where brand_id = @brand and incident_id = @incidentId order by at, note_id", args, ct);
        var cases = await transaction.QueryAsync<IncidentDecision>(
            """
            select case_id, member_id, offence_class, state, decided_by, decided_at from cases
            where brand_id = @brand and case_id in (
                select o.case_id from incident_messages m join offences o on o.brand_id = m.brand_id and o.message_id = m.message_id where m.brand_id = @brand and m.incident_id = @incidentId)
            order by opened_at, case_id limit @MostCases
            """,
            args,
            ct);
        return new IncidentFile(found, groups, minutes, notes, cases);
    }
}
