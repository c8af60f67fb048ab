using System.Text.Json;
using Steward.Channels.Storage;

namespace Steward.Channels.Archive;

/// <summary>What a message says about another one or a person.</summary>
internal enum ArchiveNoteKind
{
    Revoke,
    Agree,
    Disagree,
}

/// <summary>What a message says besides its words.</summary>
/// <param name="Kind">What.</param>
/// <param name="Subject">The id of the message that was taken back, or of the person who agreed or disagreed.</param>
/// <param name="Staff">The employee of a chat between two; empty in a group.</param>
internal sealed record ArchiveNote(ArchiveNoteKind Kind, string Subject, string Staff)
{
    /// <summary>Reads the body object behind the name that the reader stands on; null when it does not name its subject.</summary>
    public static ArchiveNote? Read(ArchiveNoteKind kind, ReadOnlySpan<byte> member, ref Utf8JsonReader reader)
    {
        string? subject = null;
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isSubject = reader.ValueTextEquals(member);
            reader.Read();
            if (isSubject && reader.TokenType is JsonTokenType.String) { subject = StorableText.Clean(reader.GetString()!); }
            else { reader.Skip(); }
        }

        return subject is { Length: > 0 } ? new ArchiveNote(kind, subject, "") : null;
    }

    /// <summary>The first of a list of receivers, from a reader that stands on the list's name; empty when there is none.</summary>
    public static string FirstOf(Utf8JsonReader receivers) =>
        receivers.TokenType is JsonTokenType.PropertyName && receivers.Read() && receivers.TokenType is JsonTokenType.StartArray && receivers.Read() && receivers.TokenType is JsonTokenType.String
            ? StorableText.Clean(receivers.GetString()!)
            : "";
}

/// <summary>A note ready to be written with its page.</summary>
internal sealed record StoredNote(ArchiveNoteKind Kind, string ChatId, string Staff, string Person, Guid GroupId, Guid MessageId, DateTimeOffset At);
