using Google.Protobuf.WellKnownTypes;
using Steward.Channels.Media;
using Steward.Contracts.Channels.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Messages;

/// <summary>A group's messages backwards from a moment.</summary>
internal sealed class ListMessages(Database database, ListMedia media)
{
    public async Task<ListMessagesResponse> HandleAsync(BrandId brand, GroupId group, DateTimeOffset before, int limit, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var rows = await transaction.QueryAsync<Row>(
            """
            select m.*, coalesce(nullif(p.name, ''), m.sender_external) as sender_name
            from (select message_id, group_id, sender_id, sender_external, from_staff, kind, body, sent_at, revoked_at from messages
                  where brand_id = @brand and group_id = @group and sent_at <= @before order by sent_at desc, message_id desc limit @limit) m
            left join people p on p.brand_id = @brand and p.member_id = m.sender_id
            order by m.sent_at desc, m.message_id desc
            """,
            new { brand, group, before, limit },
            ct);
        var files = await media.HandleAsync(transaction, brand, [.. rows.Where(row => row.Kind != "text").Select(row => row.MessageId)], ct);
        var response = new ListMessagesResponse();
        response.Messages.AddRange(rows.Select(row => new Message
        {
            MessageId = row.MessageId.ToString(),
            GroupId = row.GroupId.ToString(),
            SenderId = row.SenderId.ToString(),
            SenderName = row.SenderName,
            FromStaff = row.FromStaff,
            Kind = row.Kind,
            Text = row.Body,
            SentAt = Timestamp.FromDateTimeOffset(row.SentAt),
            RevokedAt = row.RevokedAt is { } revoked ? Timestamp.FromDateTimeOffset(revoked) : null,
            Media = { files[row.MessageId] },
        }));
        return response;
    }

    private sealed record Row
    {
        public required Guid MessageId { get; init; }
        public required Guid GroupId { get; init; }
        public required Guid SenderId { get; init; }
        public required string SenderName { get; init; }
        public required bool FromStaff { get; init; }
        public required string Kind { get; init; }
        public required string Body { get; init; }
        public required DateTimeOffset SentAt { get; init; }
        public DateTimeOffset? RevokedAt { get; init; }
    }
}
