using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Options;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Media;

/// <summary>The files of some messages.</summary>
internal sealed class ListMedia(IOptions<MediaOptions> options, TimeProvider clock)
{
    public async Task<ILookup<Guid, Contracts.Channels.V1.Media>> HandleAsync(BrandTransaction transaction, BrandId brand, Guid[] messages, CancellationToken ct)
    {
        if (messages.Length == 0) { return Array.Empty<Row>().ToLookup(row => row.MessageId, ToReply); }

        var rows = await transaction.QueryAsync<Row>(
            """
            select message_id, part, kind, name, greatest(said_bytes, bytes) as bytes, state, content_type, kept_on from media
            where brand_id = @brand and message_id = any (@messages) order by message_id, part
            """,
            new { brand, messages },
            ct);
        return rows.ToLookup(row => row.MessageId, ToReply);
    }

    /// <summary>One file; null when there is none.</summary>
    public async Task<Contracts.Channels.V1.Media?> FindAsync(BrandTransaction transaction, BrandId brand, MediaKey key, CancellationToken ct) =>
        (await HandleAsync(transaction, brand, [key.MessageId], ct))[key.MessageId].FirstOrDefault(file => file.Part == key.Part);

    private Contracts.Channels.V1.Media ToReply(Row row)
    {
        var until = row.KeptOn?.AddDays(options.Value.KeepDays + 1);
        var isDropped = row.State == MediaState.Kept && until <= DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        return new Contracts.Channels.V1.Media
        {
            Part = row.Part,
            Kind = row.Kind,
            Name = row.Name,
            Bytes = row.Bytes,
            State = isDropped ? MediaState.Dropped : row.State,
            ContentType = row.ContentType,
            KeptUntil = row.State == MediaState.Kept && until is { } day ? Timestamp.FromDateTime(day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)) : null,
        };
    }

    private sealed record Row
    {
        public required Guid MessageId { get; init; }
        public required int Part { get; init; }
        public required string Kind { get; init; }
        public required string Name { get; init; }
        public required long Bytes { get; init; }
        public required string State { get; init; }
        public required string ContentType { get; init; }
        public DateOnly? KeptOn { get; init; }
    }
}
