using System.Text;
using Steward.Kernel;
using Wire = Steward.Contracts.Content.V1;

namespace Steward.Content.Calendar;

/// <summary>Reads a calendar entry as its author wrote it, and says everything that is wrong with it at once.</summary>
internal static class EntryDraft
{
    public const int MaxTitleCharacters = 100;
    public const int MaxTextBytes = 4000;
    public const int MaxGroups = 2000;

    /// <summary>A post for "now" may have been written by a clock that is a little behind.</summary>
    public static readonly TimeSpan PastTolerance = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan MaxAhead = TimeSpan.FromDays(366);

    /// <summary>The entry, or one problem that names every offending field.</summary>
    public static Result<CalendarEntry> Read(BrandId brand, Wire.CalendarEntry wire)
    {
        var faults = new List<(string, string)>();
        var entryId = Id(wire.EntryId, "entry.entry_id", faults);
        var accountId = Id(wire.AccountId, "entry.account_id", faults);
        if (wire.Title.Length is 0 or > MaxTitleCharacters || Unstorable(wire.Title))
        {
            faults.Add(("entry.title", $"entry.title must have 1 to {MaxTitleCharacters} characters."));
        }

        if (string.IsNullOrWhiteSpace(wire.Text) || Encoding.UTF8.GetByteCount(wire.Text) > MaxTextBytes || Unstorable(wire.Text))
        {
            faults.Add(("entry.text", $"entry.text must have 1 to {MaxTextBytes} bytes of UTF-8."));
        }

        var groups = Groups(wire, faults);
        if (wire.SendAt?.IsMoment() != true) { faults.Add(("entry.send_at", "entry.send_at is missing or no moment.")); }

        return faults.Count > 0
            ? CalendarProblems.Invalid(faults)
            : new CalendarEntry
            {
                BrandId = brand,
                EntryId = entryId,
                AccountId = new AccountId(accountId),
                Title = wire.Title,
                Text = wire.Text,
                GroupIds = groups,
                SendAt = Storable(wire.SendAt!.ToDateTimeOffset()),
            };
    }

    /// <summary>Whether the moment can be planned for; asked of new plans only, because a retry may come when its moment has passed.</summary>
    public static Problem? CheckTime(CalendarEntry draft, DateTimeOffset now) =>
        draft.SendAt < now - PastTolerance ? CalendarProblems.Invalid([("entry.send_at", "entry.send_at lies in the past.")])
        : draft.SendAt > now + MaxAhead ? CalendarProblems.Invalid([("entry.send_at", $"entry.send_at is more than {MaxAhead.TotalDays:0} days ahead.")])
        : null;

    private static Guid[] Groups(Wire.CalendarEntry wire, List<(string, string)> faults)
    {
        if (wire.GroupIds.Count is 0 or > MaxGroups)
        {
            faults.Add(("entry.group_ids", $"entry.group_ids must name 1 to {MaxGroups} groups."));
            return [];
        }

        var groups = new HashSet<Guid>();
        var wrong = 0;
        foreach (var id in wire.GroupIds)
        {
            if (Guid.TryParse(id, out var group) && group != Guid.Empty) { groups.Add(group); }
            else { wrong++; }
        }

        if (wrong > 0) { faults.Add(("entry.group_ids", $"entry.group_ids holds {wrong} that are no UUIDs.")); }

        return [.. groups];
    }

    private static Guid Id(string value, string field, List<(string, string)> faults)
    {
        if (!Guid.TryParse(value, out var id) || id == Guid.Empty) { faults.Add((field, $"{field} must be a UUID.")); }

        return id;
    }

    private static bool Unstorable(string text) => text.Contains('\0', StringComparison.Ordinal);

    /// <summary>PostgreSQL keeps microseconds; what is compared with a stored moment must not be finer.</summary>
    private static DateTimeOffset Storable(DateTimeOffset moment) => new(moment.Ticks - moment.Ticks % TimeSpan.TicksPerMicrosecond, moment.Offset);
}
