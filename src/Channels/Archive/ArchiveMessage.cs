using System.Text.Json;
using Steward.Channels.Media;
using Steward.Channels.Storage;

namespace Steward.Channels.Archive;

/// <summary>What an archive item turned out to be.</summary>
internal enum Reading
{
    /// <summary>A message of a group.</summary>
    GroupMessage,

    /// <summary>A message between two people: Steward keeps none of these.</summary>
    Direct,

    /// <summary>Somebody agreed or disagreed that their messages are archived: see <see cref="ArchiveMessage.Note"/>.</summary>
    Consent,

    /// <summary>Not a message, such as a change of the employee's device.</summary>
    NotAMessage,

    /// <summary>Not what the archive's documentation says.</summary>
    Malformed,
}

/// <summary>One message of a group, as the archive tells it.</summary>
/// <param name="MsgId">The channel's message id.</param>
/// <param name="From">userid of staff or external_userid of a customer.</param>
/// <param name="RoomId">The group's chat id.</param>
/// <param name="SentAtMilliseconds">Unix time.</param>
/// <param name="Kind">The channel's msgtype.</param>
/// <param name="Text">The text, or the title of a link or card.</param>
internal sealed record ArchiveMessage(string MsgId, string From, string RoomId, long SentAtMilliseconds, string Kind, string Text)
{
    /// <summary>What it says about another message or a person; null when nothing.</summary>
    public ArchiveNote? Note { get; init; }

    /// <summary>The files that it names, in its order.</summary>
    public IReadOnlyList<MediaFile> Files { get; init; } = [];

    private const int LongestId = 256;
    private const int MostFiles = 100;
    private const long LatestMilliseconds = 253402300799999;

    /// <summary>Reads an item in one pass; members that are not needed, such as the long list of receivers, are skipped unread.</summary>
    public static Reading Parse(ReadOnlySpan<byte> json, out ArchiveMessage? message)
    {
        message = null;
        try
        {
            return Read(new Utf8JsonReader(json), out message);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            // InvalidOperationException: a value of the wrong type, or text that is not valid UTF-16.
            return Reading.Malformed;
        }
    }

    private static Reading Read(Utf8JsonReader reader, out ArchiveMessage? message)
    {
        message = null;
        string? msgId = null, from = null, roomId = null, kind = null;
        var isSwitch = false;
        long? sentAt = null;
        var text = "";
        List<MediaFile>? files = null;
        ArchiveNote? note = null;
        Utf8JsonReader receivers = default;
        if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject) { return Reading.Malformed; }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("msgid"u8)) { msgId = Next(ref reader); }
            else if (reader.ValueTextEquals("from"u8)) { from = Next(ref reader); }
            else if (reader.ValueTextEquals("roomid"u8)) { roomId = Next(ref reader); }
            else if (reader.ValueTextEquals("msgtype"u8)) { kind = Next(ref reader); }
            else if (reader.ValueTextEquals("action"u8)) { isSwitch = Next(ref reader) == "switch"; }
            else if (reader.ValueTextEquals("msgtime"u8))
            {
                reader.Read();
                sentAt = reader.GetInt64();
            }
            else if (reader.ValueTextEquals("tolist"u8))
            {
                receivers = reader;
                reader.Skip();
            }
            else if (reader.ValueTextEquals("revoke"u8)) { note = ArchiveNote.Read(ArchiveNoteKind.Revoke, "pre_msgid"u8, ref reader); }
            else if (reader.ValueTextEquals("agree"u8)) { note = ArchiveNote.Read(ArchiveNoteKind.Agree, "userid"u8, ref reader); }
            else if (reader.ValueTextEquals("disagree"u8)) { note = ArchiveNote.Read(ArchiveNoteKind.Disagree, "userid"u8, ref reader); }
            else
            {
                // The body's name is not always the msgtype (docmsg has doc, markdown has info): whatever object holds a text or a file is it.
                var named = reader;
                reader.Read();
                if (reader.TokenType is JsonTokenType.StartObject)
                {
                    var body = ArchiveBody.Read(ref reader);
                    if (text.Length == 0) { text = body.Words; }

                    if (body.File is { } file) { (files ??= []).Add(file with { Kind = StorableText.Cut(named.GetString()!, ArchiveBody.LongestKind) }); }

                    if (body.Parts.Count > 0) { (files ??= []).AddRange(body.Parts); }
                }
                else { reader.Skip(); }
            }
        }

        if (isSwitch) { return Reading.NotAMessage; }

        if (msgId is not { Length: > 0 and <= LongestId } || from is not { Length: > 0 and <= LongestId } || kind is not { Length: > 0 and <= ArchiveBody.LongestKind } || sentAt is not (>= 0 and <= LatestMilliseconds))
        {
            return Reading.Malformed;
        }

        if (roomId is { Length: > LongestId } || note?.Subject is { Length: > LongestId }) { return Reading.Malformed; }

        var isConsent = note is { Kind: ArchiveNoteKind.Agree or ArchiveNoteKind.Disagree };
        if (roomId is not { Length: > 0 } && !isConsent) { return Reading.Direct; }

        if (isConsent && roomId is not { Length: > 0 }) { note = note! with { Staff = from == note.Subject ? ArchiveNote.FirstOf(receivers) : from }; }

        message = new ArchiveMessage(msgId, from, roomId ?? "", sentAt.Value, kind, text) { Note = note, Files = files?.Take(MostFiles).ToArray() ?? [] };
        return isConsent ? Reading.Consent : Reading.GroupMessage;
    }

    private static string? Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType is JsonTokenType.Null ? null : StorableText.Clean(reader.GetString()!);
    }
}
