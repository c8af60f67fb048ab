using Steward.Content.Inheritance;
using Steward.Content.Knowledge.Files;
using Steward.Kernel;
using Steward.ServiceDefaults.Outbound;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Phrases;

/// <summary>Imports a file of canned phrases: the good lines that the compliance gate lets out as one change, with what is wrong or there already told by line. A dry run tells the same and keeps nothing.</summary>
internal sealed class ImportPhrases(Database database, OutboundCheck outbound, TimeProvider clock)
{
    /// <summary>Names the note of a line whose text the gate holds.</summary>
    public const string HeldField = "compliance";

    /// <param name="scope">Whose.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="dryRun">Whether nothing is kept.</param>
    /// <param name="by">Who imports it.</param>
    /// <param name="ct">Gives up; nothing is kept.</param>
    public async Task<Result<PhraseFile>> HandleAsync(ContentScope scope, ReadOnlyMemory<byte> bytes, bool dryRun, string by, CancellationToken ct)
    {
        // Once to know what to ask the gate about: that is a call, and nothing may be locked during it.
        IReadOnlyList<CannedPhrase> seen;
        await using (var transaction = await database.BeginAsync(scope.Brands, ct)) { seen = await new StoredPhrases(scope, transaction).OwnAsync(ct); }

        var first = PhraseFile.Read(scope.Brand, bytes.Span, seen);
        if (first.Failed) { return first.Problem; }

        var asked = await outbound.AskAsync(scope.IsAgency ? null : scope.Brand, first.Value.Changed.Select(one => one.Phrase.Text), ct);
        if (asked.Failed) { return asked.Problem; }

        await using var change = await database.BeginAsync(scope.Brands, ct);
        var stored = new StoredPhrases(scope, change);
        var standing = await stored.OwnAsync(ct);
        var file = PhraseFile.Read(scope.Brand, bytes.Span, standing).Value;
        // Whatever was not asked about because it stood then, and stands no more, is left to the next try.
        var held = file.Changed.Where(one => !asked.Value.TryGetValue(one.Phrase.Text, out var verdict) || verdict.Holds(null)).ToArray();
        file = file with
        {
            Changed = [.. file.Changed.Except(held)],
            Errors = [.. file.Errors, .. held.Select(one => new FileNote(one.Line, HeldField, "is not let out by the compliance check: change it, or let a lead write it in the form."))],
        };
        if (dryRun) { return file; }

        foreach (var (_, phrase) in file.Changed)
        {
            if (await stored.StoreAsync(phrase with { ChangedBy = by, ChangedAt = clock.GetUtcNow() }, ct) is { } problem) { return problem; }
        }

        await change.CommitAsync(ct);
        return file;
    }
}
