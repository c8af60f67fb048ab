using Steward.Kernel;
using Steward.Moderation.Storage;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Incidents;

/// <summary>How incidents lie in their tables.</summary>
internal static class StoredIncidents
{
    /// <summary>Incidents with what is counted of them, newest first.</summary>
    public static readonly TimedList List = new(
        "incidents",
        "brand_id, incident_id, fingerprint, text, state, opened_at, outcome, closed_by, closed_at, messages, groups, members, first_seen_at, last_seen_at",
        "opened_at",
        "incident_id",
        NewestFirst: true,
        """
        cross join lateral (
            select count(*)::int as messages, count(distinct group_id)::int as groups, count(distinct member_id)::int as members, min(sent_at) as first_seen_at, max(sent_at) as last_seen_at
            from incident_messages m where m.brand_id = incidents.brand_id and m.incident_id = incidents.incident_id) counted
        """);

    /// <summary>One incident as it is told, or null.</summary>
    public static Task<Incident?> FindAsync(BrandId brand, Guid incidentId, BrandTransaction transaction, CancellationToken ct) =>
        transaction.SingleOrDefaultAsync<Incident>($"select {List.Columns} from {List.Table} {List.Joined} where brand_id = @brand and incident_id = @incidentId", new { brand, incidentId }, ct);

    public static Task AddNoteAsync(BrandId brand, Guid incidentId, IncidentNote note, BrandTransaction transaction, CancellationToken ct) => transaction.ExecuteAsync(
        "insert into incident_notes (brand_id, incident_id, note_id, kind, text, at, by) values (@brand, @incidentId, @id, @Kind, @Text, @At, @By)",
        new { brand, incidentId, id = Guid.CreateVersion7(note.At), note.Kind, note.Text, note.At, note.By },
        ct);
}
