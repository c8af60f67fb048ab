using Steward.Content.Inheritance;
using Steward.Content.Knowledge.Entries;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;
using Wire = Steward.Contracts.Content.V1;

namespace Steward.Content.Knowledge;

/// <summary>Adds or replaces entries by id, each change as the entry's next version; bad ones are named, good ones kept, and those that are as they were stay untouched.</summary>
internal sealed class ImportEntries(Database database, EntryPictures pictures, TimeProvider clock)
{
    public const int MaxEntries = 5000;

    /// <param name="scope">Whose.</param>
    /// <param name="entries">As their author wrote them.</param>
    /// <param name="by">Who imports.</param>
    /// <param name="leads">Whether they may approve.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<Result<Imported>> HandleAsync(ContentScope scope, IReadOnlyList<Wire.KnowledgeEntry> entries, string by, bool leads, CancellationToken ct)
    {
        if (entries.Count is 0 or > MaxEntries) { return KnowledgeProblems.TooMany(MaxEntries); }

        var (read, wrong) = EntryCheck.Read(entries);
        var known = await pictures.KnownAsync(scope, read.SelectMany(entry => entry.Attachments ?? []), ct);
        if (known.Failed) { return known.Problem; }

        var (good, faults) = WithPictures(entries, read, wrong, known.Value);
        if (good.Count == 0) { return new Imported(0, 0, faults); }

        await using var transaction = await database.BeginAsync(scope.Brands, ct);
        var stored = new StoredEntries(scope, transaction);
        await stored.TakeTurnAsync(ct);
        var standing = await stored.StandingAsync(good.Select(entry => entry.EntryId), ct);
        var changed = Changed(good, standing, leads).Select(entry => entry with { ChangedBy = by, ChangedAt = clock.GetUtcNow() }).ToArray();
        await stored.StoreAsync(changed, matters: true, ct);
        await transaction.CommitAsync(ct);
        return new Imported(good.Count, changed.Length, faults);
    }

    /// <summary>Takes out what names pictures that are not there.</summary>
    private static (IReadOnlyList<GivenEntry> Good, IReadOnlyList<EntryCheck.Fault> Faults) WithPictures(
        IReadOnlyList<Wire.KnowledgeEntry> entries, IReadOnlyList<GivenEntry> read, IReadOnlyList<EntryCheck.Fault> wrong, IReadOnlySet<Guid> known)
    {
        var missing = read.ToDictionary(entry => entry.EntryId, entry => EntryPictures.Missing(entry.Attachments, known).ToArray());
        if (missing.Values.All(faults => faults.Length == 0)) { return (read, wrong); }

        var more = entries.Index().Where(entry => wrong.All(fault => fault.Index != entry.Index))
            .SelectMany(entry => missing[Guid.Parse(entry.Item.EntryId)].Select(fault => new EntryCheck.Fault(entry.Index, fault.Field, fault.Message)));
        return ([.. read.Where(entry => missing[entry.EntryId].Length == 0)], [.. wrong, .. more]);
    }

    /// <summary>Those that are new or other than they stand, as their next versions.</summary>
    public static IEnumerable<KnowledgeEntry> Changed(IEnumerable<GivenEntry> given, IReadOnlyDictionary<Guid, KnowledgeEntry> standing, bool leads) =>
        from one in given
        let known = standing.GetValueOrDefault(one.EntryId)
        let made = one.Over(known, leads)
        where known?.SaysAs(made) != true
        select made with { Version = (known?.Version ?? 0) + 1 };

    /// <summary>How an import went.</summary>
    /// <param name="Count">The good ones.</param>
    /// <param name="Changed">Those of them that are new or other than they were.</param>
    /// <param name="Faults">What is wrong with the others.</param>
    internal sealed record Imported(int Count, int Changed, IReadOnlyList<EntryCheck.Fault> Faults);
}
