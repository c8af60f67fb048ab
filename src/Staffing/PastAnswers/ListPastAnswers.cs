using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.PastAnswers;

/// <summary>What people of a brand answered to questions like one, most alike first. Looks at the newest questions only, so that it costs the same however long the brand's history is.</summary>
internal sealed class ListPastAnswers(Database database)
{
    /// <summary>So many of the newest answered questions are compared.</summary>
    public const int Compared = 2000;

    public const int MaxTextCharacters = 4000;
    public const int MaxLimit = 10;
    public const int DefaultLimit = 3;

    public async Task<Result<PastAnswer[]>> HandleAsync(BrandId brand, string text, int limit, Guid except, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > MaxTextCharacters) { return Problem.InvalidField("STF-051", "text", $"text must have 1 to {MaxTextCharacters} characters."); }

        if (limit is < 0 or > MaxLimit) { return Problem.InvalidField("STF-052", "limit", $"limit must be 1 to {MaxLimit}; leave it 0 for the default."); }

        await using var transaction = await database.BeginAsync(brand, ct);
        var asked = await transaction.QueryAsync<Asked>(
            """
            select work_item_id, question from work_items
            where brand_id = @brand and responded_at is not null and resolution = 'answered' and work_item_id <> @except
            order by responded_at desc limit @Compared
            """,
            new { brand, except, Compared },
            ct);
        // Some more than wanted: the same answer was given to many, and is shown once.
        var alike = Likeness.Rank(text, [.. asked.Select(one => one.Question)]).Take(MaxLimit * 3).ToDictionary(one => asked[one.Index].WorkItemId, one => one.Share);
        if (alike.Count == 0) { return Array.Empty<PastAnswer>(); }

        var answers = await transaction.QueryAsync<PastAnswer>(
            "select work_item_id, question, answer, operator_id, responded_at from work_items where brand_id = @brand and work_item_id = any (@ids)", new { brand, ids = alike.Keys.ToArray() }, ct);
        return answers.Select(one => one with { Likeness = alike[one.WorkItemId] })
            .OrderByDescending(one => one.Likeness).ThenByDescending(one => one.RespondedAt).DistinctBy(one => one.Answer).Take(limit == 0 ? DefaultLimit : limit).ToArray();
    }

    private sealed record Asked
    {
        public Guid WorkItemId { get; init; }
        public string Question { get; init; } = "";
    }

    /// <summary>An answer that reached its group.</summary>
    internal sealed record PastAnswer
    {
        public Guid WorkItemId { get; init; }
        public string Question { get; init; } = "";
        public string Answer { get; init; } = "";
        public string OperatorId { get; init; } = "";
        public DateTimeOffset RespondedAt { get; init; }

        /// <summary>How alike its question is, 0 to 1.</summary>
        public double Likeness { get; init; }
    }
}
