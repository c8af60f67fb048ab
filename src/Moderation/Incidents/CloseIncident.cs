using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Incidents;

/// <summary>Writes a note to an incident, or closes it with an outcome.</summary>
internal sealed partial class CloseIncidentHandler(Database database, TimeProvider clock, ILogger<CloseIncidentHandler> logger)
{
    /// <summary>Anybody who may read it may write to it, also when it is closed.</summary>
    public async Task<Result<Incident>> NoteAsync(BrandId brand, Guid incidentId, string text, string by, CancellationToken ct)
    {
        if (Bad(text)) { return IncidentProblems.BadText("text", IncidentProblems.LongestNote); }

        await using var transaction = await database.BeginAsync(brand, ct);
        if (await StoredIncidents.FindAsync(brand, incidentId, transaction, ct) is not { } found) { return IncidentProblems.NotFound(incidentId); }

        await StoredIncidents.AddNoteAsync(brand, incidentId, new IncidentNote { Kind = IncidentNote.Written, Text = text, At = clock.GetUtcNow(), By = by }, transaction, ct);
        await transaction.CommitAsync(ct);
        return found;
    }

    /// <summary>Closes it, once. What is told of it within the next hour still belongs to it.</summary>
    public async Task<Result<Incident>> CloseAsync(BrandId brand, Guid incidentId, string outcome, string text, string by, CancellationToken ct)
    {
        if (Bad(text)) { return IncidentProblems.BadText("text", IncidentProblems.LongestNote); }

        await using var transaction = await database.BeginAsync(brand, ct);
        await transaction.ExecuteAsync("select from incidents where brand_id = @brand and incident_id = @incidentId for update", new { brand, incidentId }, ct);
        if (await StoredIncidents.FindAsync(brand, incidentId, transaction, ct) is not { } found) { return IncidentProblems.NotFound(incidentId); }

        var closed = found.Close(outcome, by, clock.GetUtcNow());
        if (closed.Failed) { return closed; }

        await transaction.ExecuteAsync("update incidents set state = @State, outcome = @Outcome, closed_by = @ClosedBy, closed_at = @ClosedAt where brand_id = @BrandId and incident_id = @IncidentId", closed.Value, ct);
        await StoredIncidents.AddNoteAsync(brand, incidentId, new IncidentNote { Kind = IncidentNote.Closing, Text = text, At = closed.Value.ClosedAt!.Value, By = by }, transaction, ct);
        await transaction.CommitAsync(ct);
        Log.Closed(logger, by, incidentId, outcome);
        return closed;
    }

    private static bool Bad(string text) => text.Trim().Length == 0 || text.Length > IncidentProblems.LongestNote || text.Contains('\0');

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{By} closed incident {IncidentId} as {Outcome}.")]
        public static partial void Closed(ILogger logger, string by, Guid incidentId, string outcome);
    }
}
