using Npgsql;
using Steward.Kernel;
using Steward.Moderation.Screening;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Incidents;

/// <summary>
/// Puts an envelope's stories to the incidents that they belong to, in the envelope's transaction: what is told widely enough and belongs to none opens one. However many lanes see a story at once, it is one incident;
/// however often a message comes, it counts once.
/// </summary>
internal static class JoinIncidents
{
    /// <summary>Stragglers of a closed incident still belong to it; what is told again later is a new one.</summary>
    private static readonly TimeSpan Stragglers = TimeSpan.FromHours(1);

    /// <summary>The same words after so long are another matter, whether anybody closed the first or not.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    public static async Task RunAsync(BrandId brand, IReadOnlyList<Story> stories, IncidentPolicy policy, DateTimeOffset now, BrandTransaction transaction, CancellationToken ct)
    {
        var told = stories.Where(story => story.IsLongEnough(policy)).ToList();
        if (told.Count == 0) { return; }

        var known = await KnownAsync(brand, now, transaction, ct);
        if (told.Any(story => story.IsIncident(policy) && Of(story, known) is null)) { known = await OpenAsync(brand, told, policy, now, transaction, ct); }

        Add(brand, told.SelectMany(story => Of(story, known) is { } incident ? Parts(story, incident, policy) : []), transaction);
    }

    /// <summary>Opens what is missing. Only one transaction of a brand does so at a time, and it looks again first.</summary>
    private static async Task<IReadOnlyList<Known>> OpenAsync(BrandId brand, List<Story> told, IncidentPolicy policy, DateTimeOffset now, BrandTransaction transaction, CancellationToken ct)
    {
        // What comes before in every envelope is locked before this.
        await transaction.SendAsync(ct);
        await transaction.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended(@name, 0))", new { name = $"incidents {brand}" }, ct);
        var known = (await KnownAsync(brand, now, transaction, ct)).ToList();
        foreach (var story in told)
        {
            if (!story.IsIncident(policy) || Of(story, known) is not null) { continue; }

            var opened = new Known { IncidentId = Guid.CreateVersion7(now), Fingerprint = unchecked((long)story.Fingerprint) };
            await transaction.ExecuteAsync(
                "insert into incidents (brand_id, incident_id, fingerprint, text, state, opened_at) values (@brand, @IncidentId, @Fingerprint, @text, 'open', @now)",
                new { brand, opened.IncidentId, opened.Fingerprint, text = StoredOffences.Storable(story.Message.Text), now },
                ct);
            known.Add(opened);
        }

        return known;
    }

    private static Task<IReadOnlyList<Known>> KnownAsync(BrandId brand, DateTimeOffset now, BrandTransaction transaction, CancellationToken ct) => transaction.QueryAsync<Known>(
        "select incident_id, fingerprint from incidents where brand_id = @brand and opened_at > @since and (state = 'open' or closed_at > @stragglers) order by opened_at, incident_id",
        new { brand, since = now - Remembered, stragglers = now - Stragglers },
        ct);

    private static Guid? Of(Story story, IReadOnlyList<Known> known) => known.FirstOrDefault(incident => story.IsToldBy(unchecked((ulong)incident.Fingerprint)))?.IncidentId;

    /// <summary>The message and those before it that nobody counted, as the story was not yet an incident.</summary>
    private static IEnumerable<Part> Parts(Story story, Guid incident, IncidentPolicy policy) =>
        story.Lately(policy).Select(copy => new Part(incident, copy.Message, copy.Group, copy.Member, copy.SentAt)).Append(new Part(incident, story.Message.MessageId, story.Message.GroupId, story.Message.SenderId, story.Message.SentAt));

    private static void Add(BrandId brand, IEnumerable<Part> parts, BrandTransaction transaction)
    {
        // In one order, so that two lanes which add the same copies wait for each other and not in a circle.
        var rows = parts.DistinctBy(part => part.Message).OrderBy(part => part.Message).ToArray();
        if (rows.Length == 0) { return; }

        var insert = new NpgsqlBatchCommand(
            """
            insert into incident_messages (brand_id, incident_id, message_id, group_id, member_id, sent_at)
            select $1, * from unnest($2, $3, $4, $5, $6) on conflict (brand_id, message_id) do nothing
            """);
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand.Value });
        insert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. rows.Select(row => row.Incident)] });
        insert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. rows.Select(row => row.Message)] });
        insert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. rows.Select(row => row.Group)] });
        insert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. rows.Select(row => row.Member)] });
        insert.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = [.. rows.Select(row => row.SentAt.UtcDateTime)] });
        transaction.AtCommit(insert);
    }

    private sealed record Known
    {
        public required Guid IncidentId { get; init; }
        public required long Fingerprint { get; init; }
    }

    private readonly record struct Part(Guid Incident, Guid Message, Guid Group, Guid Member, DateTimeOffset SentAt);
}
