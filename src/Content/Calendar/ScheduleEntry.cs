using Steward.Kernel;
using Steward.ServiceDefaults.Outbound;
using Steward.ServiceDefaults.Storage;
using Wire = Steward.Contracts.Content.V1;

namespace Steward.Content.Calendar;

/// <summary>Puts a post into the calendar, or changes it while it is not due or held back: what the compliance gate does not let out is not planned.</summary>
internal sealed class ScheduleEntry(Database database, OutboundCheck outbound, TimeProvider clock)
{
    public async Task<Result<CalendarEntry>> HandleAsync(BrandId brand, Wire.CalendarEntry input, SendersWord word, CancellationToken ct)
    {
        var read = EntryDraft.Read(brand, input);
        if (read.Failed) { return read; }

        // Looked at without a lock: what is decided by it is whether and with what the gate is asked; the entry itself is decided under its lock below.
        CalendarEntry? earlier;
        await using (var glance = await database.BeginAsync(brand, ct)) { earlier = await CalendarTables.FindAsync(glance, brand, read.Value.EntryId, ct); }

        if (earlier?.IsRetriedBy(read.Value, word.RuleIds.Count > 0) == true) { return earlier; }

        var cleared = await ClearAsync(read.Value.WithWordOf(earlier), word, ct);
        return cleared.Failed ? cleared : await StoreAsync(cleared.Value, ct);
    }

    private async Task<Result<CalendarEntry>> ClearAsync(CalendarEntry draft, SendersWord word, CancellationToken ct)
    {
        var cleared = await outbound.ClearAsync(draft.BrandId, draft.Text, "entry.text", word, draft.LetGo, ct);
        if (cleared.Failed) { return cleared.Problem; }

        return cleared.Value is { } letGo ? draft with { LetGo = letGo, LetGoBy = word.By, LetGoAt = clock.GetUtcNow() } : draft;
    }

    private async Task<Result<CalendarEntry>> StoreAsync(CalendarEntry draft, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(draft.BrandId, ct);
        var known = await CalendarTables.LockAsync(transaction, draft.BrandId, draft.EntryId, ct);
        var changed = known is null ? draft : known.ChangeTo(draft);
        if (changed.Failed || ReferenceEquals(changed.Value, known)) { return changed; }

        if (EntryDraft.CheckTime(draft, clock.GetUtcNow()) is { } wrongTime) { return wrongTime; }

        // Two first calls with one id at the same moment: the second waits for the first here, and overwrites it only while it is scheduled.
        var stored = await transaction.ExecuteAsync(
            """
            insert into calendar_entries as kept (brand_id, entry_id, account_id, title, text, group_ids, send_at, state, command_id, let_go, let_go_by, let_go_at)
            values (@BrandId, @EntryId, @AccountId, @Title, @Text, @GroupIds, @SendAt, @State, @CommandId, @LetGo, @LetGoBy, @LetGoAt)
            on conflict (brand_id, entry_id) do update
            set account_id = excluded.account_id, title = excluded.title, text = excluded.text, group_ids = excluded.group_ids, send_at = excluded.send_at,
                state = excluded.state, reason = '', held_for = null, let_go = excluded.let_go, let_go_by = excluded.let_go_by, let_go_at = excluded.let_go_at
            where kept.state in ('scheduled', 'held')
            """,
            new
            {
                draft.BrandId, draft.EntryId, draft.AccountId, draft.Title, draft.Text, draft.GroupIds, draft.SendAt, draft.State, draft.CommandId, draft.LetGo, draft.LetGoBy, draft.LetGoAt,
            },
            ct);
        if (stored == 0) { return CalendarProblems.NotScheduled(draft.EntryId, "no longer scheduled"); }

        await CalendarTables.SetTimerAsync(transaction, draft, draft.SendAt, ct);
        await transaction.CommitAsync(ct);
        return draft;
    }
}
