using Google.Protobuf.WellKnownTypes;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Incidents;

/// <summary>One thing that happened in an incident.</summary>
/// <param name="At">When.</param>
/// <param name="Kind"><c>opened</c>, <c>told</c>, <c>case</c>, or the kind of a note.</param>
/// <param name="Text">What was written, or a decision's code.</param>
/// <param name="By">Who; empty: the members.</param>
/// <param name="Messages">Of what was told: how often.</param>
/// <param name="NewGroups">Of what was told: how many groups it reached first.</param>
internal sealed record TimelineEntry(Timestamp At, string Kind, string Text, string By, int Messages = 0, int NewGroups = 0)
{
    public const string Told = "told";
    public const string Decided = "case";
    private const string Opened = "opened";

    /// <summary>All of an incident in the order in which it happened.</summary>
    public static IReadOnlyList<TimelineEntry> Of(GetIncidentResponse file) =>
    [
        .. file.Minutes.Select(minute => new TimelineEntry(minute.At, Told, "", "", minute.Messages, minute.NewGroups))
            .Append(new TimelineEntry(file.Incident.OpenedAt, Opened, "", ""))
            .Concat(file.Notes.Select(note => new TimelineEntry(note.At, note.Kind, note.Text, note.By)))
            .Concat(file.Cases.Where(one => one.DecidedAt is not null).Select(one => new TimelineEntry(one.DecidedAt, Decided, one.State, one.DecidedBy)))
            .OrderBy(entry => entry.At.ToDateTimeOffset()),
    ];
}
