using Steward.Channels.Accounts;
using Steward.Kernel;

namespace Steward.Channels.Archive;

/// <summary>A message ready to be stored.</summary>
internal sealed record StoredMessage(Guid MessageId, Guid GroupId, int Lane, Guid SenderId, string SenderExternal, bool FromStaff, string Kind, string Text, DateTimeOffset SentAt);

/// <summary>What a page of the archive came to.</summary>
internal sealed class IntakeBatch
{
    public List<StoredMessage> Messages { get; } = [];

    /// <summary>Messages that were there before, in this page or in the history.</summary>
    public int Duplicates { get; set; }

    public int Malformed { get; set; }

    /// <summary>Private messages, which are not kept.</summary>
    public int Direct { get; set; }

    /// <summary>Items that are no messages.</summary>
    public int NotMessages { get; set; }
}

/// <summary>Turns a page of the archive into messages; what cannot be read is counted and left out.</summary>
internal static class PreparePage
{
    public static async Task<IntakeBatch> RunAsync(Account account, ArchivePage page, KnownPeople known, CancellationToken ct)
    {
        var batch = new IntakeBatch();
        var parsed = new List<ArchiveMessage>(page.Items.Count);
        foreach (var item in page.Items)
        {
            switch (ArchiveMessage.Parse(item.Json.Span, out var message))
            {
                case Reading.GroupMessage: parsed.Add(message!); break;
                case Reading.Direct: batch.Direct++; break;
                case Reading.NotAMessage: batch.NotMessages++; break;
                default: batch.Malformed++; break;
            }
        }

        await known.LearnAsync(parsed, ct);
        var seen = new HashSet<Guid>(parsed.Count);
        batch.Messages.EnsureCapacity(parsed.Count);
        foreach (var message in parsed)
        {
            var id = MessageId.From(account.Id, message.MsgId).Value;
            if (!seen.Add(id))
            {
                batch.Duplicates++;
                continue;
            }

            var sender = known.SenderOf(message.From);
            var room = known.RoomOf(message.RoomId);
            batch.Messages.Add(new StoredMessage(
                id, room.Id, room.Lane, sender.Id, message.From, sender.IsStaff, message.Kind, message.Text, DateTimeOffset.FromUnixTimeMilliseconds(message.SentAtMilliseconds)));
        }

        return batch;
    }

    /// <summary>
    /// Where to read on. Positions only grow, so an item that hides its own takes at least the next one: a page of nothing else still moves on, and
    /// nothing behind it is skipped.
    /// </summary>
    public static long NextSeq(long seq, ArchivePage page)
    {
        var at = seq;
        foreach (var item in page.Items) { at = item.Seq is { } position ? Math.Max(at, position) : at + 1; }

        return Math.Max(at, seq + 1);
    }
}
