using Steward.Kernel;
using Steward.Moderation.Storage;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Learning;

/// <summary>A brand's samples, newest first.</summary>
internal sealed record ListSamples(BrandId Brand, SampleFilter Filter, int PageSize, TimeKey? After);

/// <summary>A page of samples.</summary>
/// <param name="Page">Where nothing was suspected: without what speaks against them.</param>
/// <param name="Standing">How many stand of each label.</param>
internal sealed record SamplePage(TimedPage<Suspect> Page, IReadOnlyDictionary<string, int> Standing);

internal sealed class ListSamplesHandler(Database database)
{
    private static readonly TimedList List = new("learning_samples", LearntSample.Columns, "added_at", "sample_id", NewestFirst: true);

    public async Task<Result<SamplePage>> HandleAsync(ListSamples query, CancellationToken ct)
    {
        if (query.Filter.Wrong() is { } wrong) { return wrong; }

        await using var transaction = await database.BeginAsync(query.Brand, ct);
        var standing = await transaction.QueryAsync<(string Label, int Samples)>("select label, count(*)::int from learning_samples where brand_id = @brand and removal_id is null group by label", new { brand = query.Brand }, ct);
        var page = query.Filter.Suspect.Length > 0 ? Page(await FindAsync(query.Brand, query.Filter, transaction, ct), query) : await PlainAsync(query, transaction, ct);
        return new SamplePage(page, standing.ToDictionary(row => row.Label, row => row.Samples));
    }

    /// <summary>Standing samples that a filter means, with what speaks against them where it asks for that; oldest first.</summary>
    public static async Task<IReadOnlyList<Suspect>> FindAsync(BrandId brand, SampleFilter filter, BrandTransaction transaction, CancellationToken ct)
    {
        var meant = await transaction.QueryAsync<LearntSample>($"select {LearntSample.Columns} from learning_samples where {SampleFilter.Condition} order by added_at, sample_id", filter.Args(brand), ct);
        if (filter.Suspect.Length == 0) { return [.. meant.Select(sample => new Suspect(sample, 0, null))]; }

        var (standing, running) = (await StoredSamples.StandingAsync(brand, transaction, ct), await StoredModels.RunningAsync(brand, transaction, ct));
        var ids = meant.Select(sample => sample.SampleId).ToHashSet();
        return [.. Suspects.Of(standing, running, filter.Suspect).Where(suspect => ids.Contains(suspect.Sample.SampleId))];
    }

    private static async Task<TimedPage<Suspect>> PlainAsync(ListSamples query, BrandTransaction transaction, CancellationToken ct)
    {
        var page = await List.ReadAsync<LearntSample>(SampleFilter.Condition, query.Filter.Args(query.Brand), query.PageSize, query.After, KeyOf, transaction, ct);
        return new TimedPage<Suspect>([.. page.Rows.Select(sample => new Suspect(sample, 0, null))], page.Total, page.Next);
    }

    private static TimedPage<Suspect> Page(IReadOnlyList<Suspect> found, ListSamples query)
    {
        Suspect[] rows = [.. found.Reverse().SkipWhile(row => query.After is { } after && (row.Sample.AddedAt, row.Sample.SampleId).CompareTo((after.At, after.Id)) >= 0).Take(query.PageSize + 1)];
        return rows.Length > query.PageSize ? new TimedPage<Suspect>(rows[..query.PageSize], found.Count, KeyOf(rows[query.PageSize - 1].Sample).Token) : new TimedPage<Suspect>(rows, found.Count, "");
    }

    private static TimeKey KeyOf(LearntSample row) => new(row.AddedAt, row.SampleId);
}
