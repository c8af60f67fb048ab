using Google.Protobuf.WellKnownTypes;
using Steward.ServiceDefaults.Outbound;
using Wire = Steward.Contracts.Content.V1;

namespace Steward.Content.Knowledge.Entries;

internal static class EntryWire
{
    /// <summary>An entry as callers see it, without what the compliance gate says of it.</summary>
    public static Wire.KnowledgeEntry ToWire(this KnowledgeEntry entry) => new()
    {
        EntryId = entry.EntryId.ToString(), Question = entry.Question, Paraphrases = { entry.Paraphrases }, Answer = entry.Answer, Answered = entry.Answered, State = entry.State, Owner = entry.Owner, Source = entry.Source,
        ValidFrom = ToWire(entry.ValidFrom), ValidUntil = ToWire(entry.ValidUntil), Version = entry.Version, ChangedBy = entry.ChangedBy, ChangedAt = Timestamp.FromDateTimeOffset(entry.ChangedAt),
        Attachments = { entry.Attachments.Select(one => one.ToWire()) }, Inherited = entry.Inherited, Replaces = entry.Replaces,
    };

    private static Timestamp? ToWire(DateTimeOffset? moment) => moment is { } at ? Timestamp.FromDateTimeOffset(at) : null;
}
