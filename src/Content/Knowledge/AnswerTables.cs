using Npgsql;
using Steward.Contracts.Events.Moderation;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Knowledge;

/// <summary>The set-based SQL of answering: a fixed number of statements for an envelope, however many questions it holds.</summary>
internal static class AnswerTables
{
    /// <summary>Those of the questions that were decided before.</summary>
    public static async Task<HashSet<Guid>> KnownAsync(BrandTransaction transaction, BrandId brand, IReadOnlyList<ScreenedMessage> asked, CancellationToken ct)
    {
        await using var query = transaction.Command("select message_id from questions where brand_id = $1 and message_id = any ($2)");
        Add(query, brand.Value);
        Add(query, asked.Select(question => question.MessageId).ToArray());
        var known = new HashSet<Guid>();
        await using var reader = await query.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) { known.Add(reader.GetGuid(0)); }

        return known;
    }

    /// <summary>Sends that may already answer some of the questions. They stay locked, so that none of them fails while a question is laid on it.</summary>
    public static async Task<IReadOnlyList<AnswerSend>> RecentSendsAsync(BrandTransaction transaction, BrandId brand, IReadOnlyList<RankedQuestion> sure, TimeSpan window, CancellationToken ct)
    {
        await using var query = transaction.Command(
            """
            select command_id, group_id, entry_id, asked_at from answer_sends
            where brand_id = $1 and (group_id, entry_id) in (select * from unnest($2, $3)) and asked_at between $4 and $5 and state <> 'failed'
            order by command_id for share
            """);
        Add(query, brand.Value);
        Add(query, sure.Select(question => question.Message.GroupId).ToArray());
        Add(query, sure.Select(question => question.Matches[0].Entry.EntryId).ToArray());
        Add(query, (sure.Min(question => question.Message.SentAt) - window).UtcDateTime);
        Add(query, (sure.Max(question => question.Message.SentAt) + window).UtcDateTime);
        var sends = new List<AnswerSend>();
        await using var reader = await query.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            sends.Add(new AnswerSend { CommandId = reader.GetGuid(0), GroupId = reader.GetGuid(1), EntryId = reader.GetGuid(2), AskedAt = reader.GetFieldValue<DateTimeOffset>(3) });
        }

        return sends;
    }

    /// <summary>Writes a plan: its sends, its questions and the counters, in one round trip.</summary>
    public static async Task AddAsync(BrandTransaction transaction, BrandId brand, AccountId account, int lane, AnswerPlan plan, DateTimeOffset now, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection);
        if (plan.NewSends.Count > 0)
        {
            var sends = plan.NewSends;
            batch.BatchCommands.Add(Command(
                "insert into answer_sends (brand_id, command_id, account_id, group_id, entry_id, asked_at, state) select $1, command, $2, grp, entry, asked, 'sent' from unnest($3, $4, $5, $6) as sent (command, grp, entry, asked)",
                Of(brand.Value), Of(account.Value), Of(sends.Select(sent => sent.Send.CommandId).ToArray()), Of(sends.Select(sent => sent.Send.GroupId).ToArray()),
                Of(sends.Select(sent => sent.Send.EntryId).ToArray()), Of(sends.Select(sent => sent.Send.AskedAt.UtcDateTime).ToArray())));
            var uses = sends.GroupBy(sent => sent.Send.EntryId).ToArray();
            batch.BatchCommands.Add(Command(
                """
                insert into knowledge_uses as used (brand_id, lane, entry_id, sent) select $1, $2, entry, times from unnest($3, $4) as use (entry, times)
                on conflict (brand_id, lane, entry_id) do update set sent = used.sent + excluded.sent
                """,
                Of(brand.Value), Of(lane), Of(uses.Select(use => use.Key).ToArray()), Of(uses.Select(use => (long)use.Count()).ToArray())));
        }

        var questions = plan.Questions;
        var answered = (long)questions.Count(question => question.Send is not null);
        batch.BatchCommands.Add(Command(
            """
            insert into questions (brand_id, message_id, outcome, group_id, member_id, asked_at, score, second, command_id, text)
            select $1, message, case when command is null then 'handed_on' else 'answered' end, grp, member, asked, score, second, command, text
            from unnest($2, $3, $4, $5, $6, $7, $8, $9) as question (message, grp, member, asked, score, second, command, text)
            """,
            Of(brand.Value), Of(questions.Select(question => question.Message.MessageId).ToArray()), Of(questions.Select(question => question.Message.GroupId).ToArray()),
            Of(questions.Select(question => question.Message.SenderId).ToArray()), Of(questions.Select(question => question.Message.SentAt.UtcDateTime).ToArray()),
            Of(questions.Select(question => question.Best?.Score ?? 0).ToArray()), Of(questions.Select(question => question.Second).ToArray()), Of(questions.Select(question => question.Send?.CommandId).ToArray()),
            Of(questions.Select(question => question.Message.Text.Replace("\0", string.Empty, StringComparison.Ordinal)).ToArray())));
        batch.BatchCommands.Add(Count(brand, lane, questions.Count, answered, questions.Count - answered, now));
        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Moves questions from answered to handed on: their send failed.</summary>
    public static async Task TakeBackAsync(BrandTransaction transaction, BrandId brand, Guid command, int lane, int count, DateTimeOffset now, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection);
        batch.BatchCommands.Add(Command("update questions set outcome = 'handed_on' where brand_id = $1 and command_id = $2", Of(brand.Value), Of(command)));
        batch.BatchCommands.Add(Count(brand, lane, 0, -count, count, now));
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlBatchCommand Count(BrandId brand, int lane, long questions, long answered, long handedOn, DateTimeOffset now) => Command(
        """
        insert into knowledge_totals as total (brand_id, lane, questions, answered, handed_on, since) values ($1, $2, $3, $4, $5, $6)
        on conflict (brand_id, lane) do update
        set questions = total.questions + excluded.questions, answered = total.answered + excluded.answered, handed_on = total.handed_on + excluded.handed_on
        """,
        Of(brand.Value), Of(lane), Of(questions), Of(answered), Of(handedOn), Of(now.UtcDateTime));

    private static NpgsqlBatchCommand Command(string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) { command.Parameters.Add(parameter); }

        return command;
    }

    private static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };

    private static void Add<T>(NpgsqlCommand command, T value) => command.Parameters.Add(Of(value));
}
