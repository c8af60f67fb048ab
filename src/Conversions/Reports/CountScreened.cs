using Npgsql;
using Steward.Contracts.Events.Moderation;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Conversions.Reports;

/// <summary>Adds an envelope of screened messages to the day counts of its brand.</summary>
internal sealed class CountScreened : IHandle<MessagesScreenedV1>
{
    public async Task HandleAsync(MessagesScreenedV1 message, BrandTransaction transaction, CancellationToken ct)
    {
        var counts = MessageCount.ByDay(message.Messages);
        await using var upsert = transaction.Command(
            """
            insert into message_days (brand_id, lane, day, messages, staff_messages, questions, offences)
            select $1, $2, * from unnest($3, $4, $5, $6, $7)
            on conflict (brand_id, day, lane) do update set
                messages = message_days.messages + excluded.messages, staff_messages = message_days.staff_messages + excluded.staff_messages,
                questions = message_days.questions + excluded.questions, offences = message_days.offences + excluded.offences
            """);
        upsert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = message.BrandId });
        upsert.Parameters.Add(new NpgsqlParameter<int> { TypedValue = message.Partition });
        upsert.Parameters.Add(new NpgsqlParameter<DateOnly[]> { TypedValue = [.. counts.Select(count => count.Day)] });
        upsert.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. counts.Select(count => count.Messages)] });
        upsert.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. counts.Select(count => count.StaffMessages)] });
        upsert.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. counts.Select(count => count.Questions)] });
        upsert.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. counts.Select(count => count.Offences)] });
        await upsert.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>Messages of one day. Every message is one of <see cref="Messages"/> (members') or <see cref="StaffMessages"/>.</summary>
internal sealed record MessageCount(DateOnly Day, long Messages, long StaffMessages, long Questions, long Offences)
{
    public static IReadOnlyList<MessageCount> ByDay(IReadOnlyList<ScreenedMessage> messages) =>
    [
        .. from message in messages
           group message by BrandDay.Of(message.SentAt) into day
           orderby day.Key
           select new MessageCount(
               day.Key,
               day.LongCount(message => !message.FromStaff),
               day.LongCount(message => message.FromStaff),
               day.LongCount(message => message.Label == ScreeningLabel.Question),
               day.LongCount(message => message.Label == ScreeningLabel.Offence)),
    ];
}
