using Steward.Channels.Accounts;
using Steward.Channels.Media;
using Steward.Kernel;

namespace Steward.Channels.Archive;

/// <summary>A message ready to be stored.</summary>
internal sealed record StoredMessage(Guid MessageId, Guid GroupId, int Lane, Guid SenderId, string SenderExternal, bool FromStaff, string Kind, string Text, DateTimeOffset SentAt, Guid? ReplyTo = null);

/// <summary>A message that no key opens, as it came.</summary>
internal sealed record SealedItem(long Seq, ArchiveLock Lock, ReadOnlyMemory<byte> Item);

/// <summary>A file that a message names, ready to be stored.</summary>
internal sealed record NamedFile(StoredMessage Message, string ChatId, int Part, MediaFile File);

/// <summary>What a page of the archive came to.</summary>
internal sealed class IntakeBatch
{
    public List<StoredMessage> Messages { get; } = [];

    /// <summary>Messages that were there before, in this page or in the history.</summary>
    public int Duplicates { get; set; }

    public int Malformed { get; set; }

    /// <summary>Messages of people who do not agree to the archive in that group: not kept.</summary>
    public int WithoutConsent { get; set; }

    /// <summary>Messages that no key opens.</summary>
    public List<SealedItem> Sealed { get; } = [];

    /// <summary>What messages say about others.</summary>
    public List<StoredNote> Notes { get; } = [];

    /// <summary>Files that kept messages name.</summary>
    public List<NamedFile> Files { get; } = [];

    /// <summary>Private messages, which are not kept.</summary>
    public int Direct { get; set; }

    /// <summary>Items that are no messages.</summary>
    public int NotMessages { get; set; }
}

/// <summary>Turns a page of the archive into messages; what cannot be read is counted and left out.</summary>
internal static class PreparePage
{
    /// <param name="account">Whose.</param>
    /// <param name="seq">The position before the page.</param>
    /// <param name="page">What the archive gave.</param>
    /// <param name="known">The account's senders, groups and refusals.</param>
    /// <param name="ct">Ends the questions to the database.</param>
    public static async Task<IntakeBatch> RunAsync(Account account, long seq, ArchivePage page, KnownPeople known, CancellationToken ct)
    {
        var batch = new IntakeBatch();
        var parsed = Parse(seq, page, batch);
        await known.LearnAsync(parsed, ct);
        var seen = new HashSet<Guid>(parsed.Count);
        batch.Messages.EnsureCapacity(parsed.Count);
        foreach (var message in parsed)
        {
            if (message.Note is { } note) { Take(account, message, note, known, batch); }

            if (message.RoomId.Length == 0 || message.Note is { Kind: not ArchiveNoteKind.Revoke }) { continue; }

            var id = MessageId.From(account.Id, message.MsgId).Value;
            if (!seen.Add(id)) { batch.Duplicates++; }
            else if (known.Refuses(message.RoomId, message.From)) { batch.WithoutConsent++; }
            else
            {
                var stored = ToStored(id, message, known);
                batch.Messages.Add(stored);
                for (var part = 0; part < message.Files.Count; part++) { batch.Files.Add(new NamedFile(stored, message.RoomId, part, message.Files[part])); }
            }
        }

        return batch;
    }

    private static List<ArchiveMessage> Parse(long seq, ArchivePage page, IntakeBatch batch)
    {
        var parsed = new List<ArchiveMessage>(page.Items.Count);
        foreach (var item in page.Items)
        {
            seq = item.Seq is { } position ? Math.Max(seq, position) : seq + 1;
            if (item.Lock is { } closed)
            {
                batch.Sealed.Add(new SealedItem(seq, closed, item.Json));
                continue;
            }

            switch (ArchiveMessage.Parse(item.Json.Span, out var message))
            {
                case Reading.GroupMessage: parsed.Add(message!); break;
                case Reading.Consent:
                    parsed.Add(message!);
                    batch.NotMessages++;
                    break;
                case Reading.Direct: batch.Direct++; break;
                case Reading.NotAMessage: batch.NotMessages++; break;
                default: batch.Malformed++; break;
            }
        }

        return parsed;
    }

    private static void Take(Account account, ArchiveMessage message, ArchiveNote note, KnownPeople known, IntakeBatch batch)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(message.SentAtMilliseconds);
        var (group, revoked) = note.Kind is ArchiveNoteKind.Revoke ? (known.RoomOf(message.RoomId).Id, MessageId.From(account.Id, note.Subject).Value) : default;
        if (note.Kind is not ArchiveNoteKind.Revoke) { known.Consent(message.RoomId, note.Subject, note.Kind is ArchiveNoteKind.Agree); }

        batch.Notes.Add(new StoredNote(note.Kind, message.RoomId, note.Staff, note.Kind is ArchiveNoteKind.Revoke ? "" : note.Subject, group, revoked, at));
    }

    private static StoredMessage ToStored(Guid id, ArchiveMessage message, KnownPeople known)
    {
        var sender = known.SenderOf(message.From);
        var room = known.RoomOf(message.RoomId);
        return new StoredMessage(
            id, room.Id, room.Lane, sender.Id, message.From, sender.IsStaff, message.Kind, message.Text, DateTimeOffset.FromUnixTimeMilliseconds(message.SentAtMilliseconds));
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
