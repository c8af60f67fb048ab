using Npgsql;
using Steward.Kernel;
using Steward.Moderation.Normalisation;
using Steward.Moderation.Screening.Traffic;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Learning;

/// <summary>A draft that says the opposite of a sample that stands.</summary>
/// <param name="Place">Of the draft among those that were given.</param>
internal sealed record Contradiction(int Place, LearntSample Standing);

/// <summary>What became of drafts.</summary>
/// <param name="Known">Those that stand already, judged the same.</param>
internal sealed record AddedSamples(int Added, int Known, IReadOnlyList<Contradiction> Contradictions);

/// <summary>A brand's samples in the database, within a transaction.</summary>
internal static class StoredSamples
{
    /// <summary>As many may stand; training takes them all into memory.</summary>
    public const int Most = 20_000;

    /// <summary>Whoever adds samples or puts them back waits here for the one who does so already.</summary>
    public static Task LockAsync(BrandId brand, BrandTransaction transaction, CancellationToken ct) =>
        transaction.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended(@name, 0))", new { name = $"samples of {brand}" }, ct);

    /// <summary>Adds what does not stand yet. Nothing is added where there is no room for all of it.</summary>
    public static async Task<Result<AddedSamples>> AddAsync(BrandId brand, IReadOnlyList<SampleDraft> drafts, string by, DateTimeOffset now, BrandTransaction transaction, CancellationToken ct)
    {
        await LockAsync(brand, transaction, ct);
        if (await transaction.SingleAsync<int>("select count(*)::int from learning_samples where brand_id = @brand and removal_id is null", new { brand }, ct) + drafts.Count > Most) { return LearningProblems.Full(Most); }

        string[] folded = [.. drafts.Select(draft => Folded(draft.Text))];
        Guid[] ids = [.. drafts.Select(_ => Guid.CreateVersion7(now))];
        await using var insert = transaction.Command(
            """
            insert into learning_samples (brand_id, sample_id, label, deserves, text, folded, fingerprint, source, case_id, message_id, added_by, added_at)
            select $1, d.*, $2, $3 from unnest($4, $5, $6, $7, $8, $9, $10, $11, $12) d
            on conflict (brand_id, label, md5(folded)) where removal_id is null do nothing
            returning sample_id
            """);
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand.Value });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = by });
        insert.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        insert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = ids });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. drafts.Select(draft => draft.Label)] });
        insert.Parameters.Add(new NpgsqlParameter<bool[]> { TypedValue = [.. drafts.Select(draft => draft.Deserves)] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. drafts.Select(draft => draft.Text)] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = folded });
        insert.Parameters.Add(new NpgsqlParameter<long?[]> { TypedValue = [.. drafts.Select(draft => (long?)SimHash.Of(draft.Text))] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. drafts.Select(draft => draft.Source)] });
        insert.Parameters.Add(new NpgsqlParameter<Guid?[]> { TypedValue = [.. drafts.Select(draft => draft.CaseId)] });
        insert.Parameters.Add(new NpgsqlParameter<Guid?[]> { TypedValue = [.. drafts.Select(draft => draft.MessageId)] });
        var added = new HashSet<Guid>();
        await using (var reader = await insert.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct)) { added.Add(reader.GetGuid(0)); }
        }

        int[] left = [.. Enumerable.Range(0, drafts.Count).Where(place => !added.Contains(ids[place]))];
        var standing = left.Length == 0 ? [] : await transaction.QueryAsync<LearntSample>(
            $"select {LearntSample.Columns} from learning_samples where brand_id = @brand and removal_id is null and (label, md5(folded)) in (select label, md5(folded) from unnest(@labels, @folded) d (label, folded))",
            new { brand, labels = left.Select(place => drafts[place].Label).ToArray(), folded = left.Select(place => folded[place]).ToArray() },
            ct);
        var byKey = standing.ToDictionary(sample => (sample.Label, sample.Folded));
        Contradiction[] contradictions = [.. left.Select(place => new Contradiction(place, byKey[(drafts[place].Label, folded[place])])).Where(one => one.Standing.Deserves != drafts[one.Place].Deserves)];
        return new AddedSamples(added.Count, left.Length - contradictions.Length, contradictions);
    }

    /// <summary>All that stand, oldest first.</summary>
    public static Task<IReadOnlyList<LearntSample>> StandingAsync(BrandId brand, BrandTransaction transaction, CancellationToken ct) =>
        transaction.QueryAsync<LearntSample>($"select {LearntSample.Columns} from learning_samples where brand_id = @brand and removal_id is null order by added_at, sample_id", new { brand }, ct);

    /// <summary>The text as the model sees it: folded as for rules, without white space.</summary>
    public static string Folded(string text)
    {
        var folded = new FoldedText();
        folded.Read(text);
        return string.Concat(folded.Chars.ToString().Where(c => !char.IsWhiteSpace(c)));
    }
}
