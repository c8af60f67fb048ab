using Steward.Kernel;
using Steward.Moderation.Compliance;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Pact;

/// <summary>Keeps a draft.</summary>
/// <param name="Group">Null: of the whole brand.</param>
/// <param name="Revision">Of the draft that was changed; 0: there was none.</param>
internal sealed record WriteDraft(BrandId Brand, Guid? Group, int Revision, PactWords Words, string By);

/// <summary>A draft as it is kept now, and what the gate says about its text and its reminder.</summary>
internal sealed record WrittenDraft(PactVersion Draft, IReadOnlyList<IReadOnlyList<ComplianceFinding>> Verdicts);

/// <summary>Writes drafts and throws them away. There is one for the brand and one for each group.</summary>
internal sealed class WriteDraftHandler(Database database, CheckTextsHandler gate, TimeProvider clock)
{
    public async Task<Result<WrittenDraft>> HandleAsync(WriteDraft command, CancellationToken ct)
    {
        if (command.Words.Wrong() is { } wrong) { return wrong; }

        var verdicts = await gate.HandleAsync(command.Brand, [command.Words.Text, command.Words.Reminder], ct);
        if (verdicts.Failed) { return verdicts.Problem; }

        await using var transaction = await database.BeginAsync(command.Brand, ct);
        await StoredPacts.LockAsync(command.Brand, transaction, ct);
        if (await StoredPacts.UnknownAsync(command.Brand, command.Group, transaction, ct) is { } unknown) { return unknown; }

        var known = await StoredPacts.DraftAsync(command.Brand, command.Group, transaction, ct);
        if ((known?.Revision ?? 0) != command.Revision) { return PactProblems.Changed(known?.Revision ?? 0); }

        var draft = await transaction.SingleAsync<PactVersion>(
            $"""
            insert into pacts (brand_id, version, group_id, state, text, reminder, remind, note, revision, written_at, written_by)
            values (@Brand, coalesce(@version, (select coalesce(max(version), 0) + 1 from pacts where brand_id = @Brand)), @Group, 'draft', @Text, @Reminder, @Remind, @Note, 1, @now, @By)
            on conflict (brand_id, version) do update set text = excluded.text, reminder = excluded.reminder, remind = excluded.remind, note = excluded.note, revision = pacts.revision + 1,
                written_at = excluded.written_at, written_by = excluded.written_by
            returning {PactVersion.Columns}
            """,
            new { command.Brand, version = known?.Version, command.Group, command.Words.Text, command.Words.Reminder, command.Words.Remind, command.Words.Note, now = clock.GetUtcNow(), command.By },
            ct);
        await transaction.CommitAsync(ct);
        return new WrittenDraft(draft, verdicts.Value);
    }

    public async Task<Result<Done>> DiscardAsync(BrandId brand, int version, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        if (await transaction.ExecuteAsync("delete from pacts where brand_id = @brand and version = @version and state = 'draft'", new { brand, version }, ct) == 0)
        {
            return await StoredPacts.FindAsync(brand, version, transaction, ct) is null ? PactProblems.NotFound(version) : PactProblems.NoDraft(version);
        }

        await transaction.CommitAsync(ct);
        return default(Done);
    }
}
