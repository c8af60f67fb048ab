using Steward.Kernel;
using Steward.ServiceDefaults.Storage;
using Wire = Steward.Contracts.Content.V1;

namespace Steward.Content.Calendar;

/// <summary>Puts a post into the calendar, or changes it while it is not due.</summary>
internal sealed class ScheduleEntry(Database database, TimeProvider clock)
{
    public async Task<Result<CalendarEntry>> HandleAsync(BrandId brand, Wire.CalendarEntry input, CancellationToken ct)
    {
        var read = EntryDraft.Read(brand, input);
        if (read.Failed) { return read; }

        var draft = read.Value;
        await using var transaction = await database.BeginAsync(brand, ct);
        var known = await CalendarTables.LockAsync(transaction, brand, draft.EntryId, ct);
        var changed = known is null ? draft : known.ChangeTo(draft);
        if (changed.Failed || ReferenceEquals(changed.Value, known)) { return changed; }

        if (EntryDraft.CheckTime(draft, clock.GetUtcNow()) is { } wrongTime) { return wrongTime; }

        // Two first calls with one id at the same moment: the second waits for the first here, and overwrites it only while it is scheduled.
        var stored = await transaction.ExecuteAsync(
            """
            insert into calendar_entries as kept (brand_id, entry_id, account_id, title, text, group_ids, send_at, state, command_id)
            values (@BrandId, @EntryId, @AccountId, @Title, @Text, @GroupIds, @SendAt, @State, @CommandId)
            on conflict (brand_id, entry_id) do update
            set account_id = excluded.account_id, title = excluded.title, text = excluded.text, group_ids = excluded.group_ids, send_at = excluded.send_at
            where kept.state = 'scheduled'
            """,
            new { draft.BrandId, draft.EntryId, draft.AccountId, draft.Title, draft.Text, draft.GroupIds, draft.SendAt, draft.State, draft.CommandId },
            ct);
        if (stored == 0) { return CalendarProblems.NotScheduled(draft.EntryId, "no longer scheduled"); }

        await transaction.ExecuteAsync(
            "insert into calendar_due (brand_id, entry_id, send_at) values (@BrandId, @EntryId, @SendAt) on conflict (brand_id, entry_id) do update set send_at = excluded.send_at",
            new { draft.BrandId, draft.EntryId, draft.SendAt },
            ct);
        await transaction.CommitAsync(ct);
        return draft;
    }
}
