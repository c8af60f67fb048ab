using Steward.Content.Knowledge;
using Steward.Content.Knowledge.Settings;
using Steward.Contracts.Events.Moderation;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Deflection;

/// <summary>Notes what an envelope's messages say against earlier answers: in the transaction and the lane that answers, so that the answer is always there before.</summary>
internal static class NoteReactions
{
    /// <param name="transaction">Of the envelope.</param>
    /// <param name="brand">Whose.</param>
    /// <param name="messages">All of the envelope.</param>
    /// <param name="entryOf">The entry that fits a question well enough to be suggested; null: none, or it is no question.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>How many.</returns>
    public static async Task<int> RunAsync(BrandTransaction transaction, BrandId brand, IReadOnlyList<ScreenedMessage> messages, Func<Guid, Guid?> entryOf, CancellationToken ct)
    {
        var said = messages.Where(Reactions.May).ToList();
        if (said.Count == 0) { return 0; }

        var questions = await transaction.QueryAsync<AnsweredQuestion>(
            """
            select message_id, group_id, member_id, question.asked_at, sent.entry_id, text
            from questions question join answer_sends sent using (brand_id, group_id, command_id)
            where brand_id = @brand and group_id = any (@groups) and outcome = 'answered' and reaction = '' and question.asked_at between @from and @until
            """,
            new { brand, groups = said.Select(message => message.GroupId).Distinct().ToArray(), from = said.Min(message => message.SentAt) - Reactions.Window, until = said.Max(message => message.SentAt) },
            ct);
        if (questions.Count == 0) { return 0; }

        var ours = await SentByCommandAsync(transaction, brand, questions, said, ct);
        var reactions = Reactions.Of(questions, said.Where(message => !message.FromStaff || !ours.Contains(message.Text.Trim())), entryOf);
        if (reactions.Count == 0) { return 0; }

        return await transaction.ExecuteAsync(
            """
            update questions set reaction = one.kind, reaction_by = one.by, reacted_at = one.at from unnest(@ids, @kinds, @by, @times) as one (id, kind, by, at)
            where brand_id = @brand and message_id = one.id and reaction = ''
            """,
            new
            {
                brand,
                ids = reactions.Select(one => one.Question.MessageId).ToArray(),
                kinds = reactions.Select(one => one.Kind).ToArray(),
                by = reactions.Select(one => one.MessageId).ToArray(),
                times = reactions.Select(one => one.At.UtcDateTime).ToArray(),
            },
            ct);
    }

    /// <summary>Those of staff's words that the calendar or the knowledge base had sent: WeCom's archive gives them back as an employee's own.</summary>
    private static async Task<HashSet<string>> SentByCommandAsync(BrandTransaction transaction, BrandId brand, IReadOnlyList<AnsweredQuestion> questions, List<ScreenedMessage> said, CancellationToken ct)
    {
        var texts = said.Where(message => message.FromStaff).Select(message => message.Text.Trim()).Distinct().ToArray();
        if (texts.Length == 0) { return []; }

        var posts = await transaction.QueryAsync<string>(
            "select distinct trim(text) from calendar_entries where brand_id = @brand and send_at > @since and trim(text) = any (@texts)",
            new { brand, since = said.Min(message => message.SentAt) - Reactions.Window, texts },
            ct);
        var entries = await transaction.QueryAsync<KnowledgeEntry>(
            """
            select entry_id, question, paraphrases, answer from knowledge_of(@brand)
            where entry_id in (select entry_id from answer_sends where brand_id = @brand and group_id = any (@groups) and asked_at > @since)
            """,
            new { brand, groups = questions.Select(question => question.GroupId).Distinct().ToArray(), since = said.Min(message => message.SentAt) - Reactions.Window },
            ct);
        // In whatever tone the brand spoke when it was sent.
        var voices = await SettingsInForce.VoicesAsync(transaction, brand, ct);
        return [.. posts, .. entries.SelectMany(entry => voices.Select(voice => AnswerText.For(entry, voice).Trim()))];
    }
}
