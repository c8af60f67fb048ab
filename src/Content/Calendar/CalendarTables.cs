using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Calendar;

/// <summary>The SQL that several use cases of the calendar share. Whoever changes an entry locks it first, and only then touches its timer.</summary>
internal static class CalendarTables
{
    public const string Columns = "brand_id, entry_id, account_id, title, text, group_ids, send_at, state, confirmed_groups, reason, held_for, let_go, let_go_by, let_go_at";

    public static Task<CalendarEntry?> FindAsync(BrandTransaction transaction, BrandId brand, Guid entry, CancellationToken ct) =>
        transaction.SingleOrDefaultAsync<CalendarEntry>($"select {Columns} from calendar_entries where brand_id = @brand and entry_id = @entry", new { brand, entry }, ct);

    public static Task<CalendarEntry?> LockAsync(BrandTransaction transaction, BrandId brand, Guid entry, CancellationToken ct) =>
        transaction.SingleOrDefaultAsync<CalendarEntry>($"select {Columns} from calendar_entries where brand_id = @brand and entry_id = @entry for update", new { brand, entry }, ct);

    public static Task SaveStateAsync(BrandTransaction transaction, CalendarEntry entry, CancellationToken ct) =>
        transaction.ExecuteAsync(
            "update calendar_entries set state = @State, confirmed_groups = @ConfirmedGroups, reason = @Reason, held_for = @HeldFor where brand_id = @BrandId and entry_id = @EntryId",
            new { entry.State, entry.ConfirmedGroups, entry.Reason, entry.HeldFor, entry.BrandId, entry.EntryId },
            ct);

    /// <summary>The entry's timer rings again at this moment.</summary>
    public static Task SetTimerAsync(BrandTransaction transaction, CalendarEntry entry, DateTimeOffset at, CancellationToken ct) =>
        transaction.ExecuteAsync(
            "insert into calendar_due (brand_id, entry_id, send_at) values (@BrandId, @EntryId, @at) on conflict (brand_id, entry_id) do update set send_at = excluded.send_at",
            new { entry.BrandId, entry.EntryId, at },
            ct);

    public static Task StopTimerAsync(BrandTransaction transaction, CalendarEntry entry, CancellationToken ct) =>
        transaction.ExecuteAsync("delete from calendar_due where brand_id = @BrandId and entry_id = @EntryId", new { entry.BrandId, entry.EntryId }, ct);
}
