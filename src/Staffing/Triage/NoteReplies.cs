using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.Triage;

/// <summary>Keeps for a day what may answer something in a group; what we had sent ourselves, which the channel gives back as words of staff, is left out.</summary>
internal static class NoteReplies
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    /// <param name="transaction">Of the envelope.</param>
    /// <param name="brand">Whose.</param>
    /// <param name="said">What may answer something, with its words.</param>
    /// <param name="now">Now.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>The groups in which something was noted.</returns>
    public static async Task<Guid[]> RunAsync(BrandTransaction transaction, BrandId brand, IReadOnlyList<(GroupReply Reply, string Text)> said, DateTimeOffset now, CancellationToken ct) => [.. (await transaction.QueryAsync<Guid>(
        """
        with old as (delete from group_replies where brand_id = @brand and noted_at < @before),
             noted as (
                insert into group_replies (brand_id, message_id, group_id, sender_id, kind, quoted, reply_to, sent_at, noted_at)
                select @brand, said.message, said.grp, said.sender, said.kind, said.quoted, said.reply_to, said.at, @now from unnest(@messages, @groups, @senders, @kinds, @quotes, @answered, @times, @hashes) as said (message, grp, sender, kind, quoted, reply_to, at, hash)
                where said.kind <> 'staff' or not exists (select from own_sends sent where sent.brand_id = @brand and sent.text_hash = said.hash and said.grp = any (sent.group_ids))
                on conflict do nothing returning group_id)
        select distinct group_id from noted
        """,
        new
        {
            brand,
            now,
            before = now - KeptFor,
            messages = said.Select(one => one.Reply.MessageId).ToArray(),
            groups = said.Select(one => one.Reply.GroupId).ToArray(),
            senders = said.Select(one => one.Reply.SenderId).ToArray(),
            kinds = said.Select(one => one.Reply.Kind).ToArray(),
            quotes = said.Select(one => one.Reply.Quoted).ToArray(),
            answered = said.Select(one => one.Reply.ReplyTo).ToArray(),
            times = said.Select(one => one.Reply.SentAt.UtcDateTime).ToArray(),
            hashes = said.Select(one => LearnOwnSends.HashOf(one.Text)).ToArray(),
        },
        ct))];
}
