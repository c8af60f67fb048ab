using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Deflection;

/// <summary>What became of answers: answered = deflected + pending + human + repeated + negative.</summary>
internal sealed record DeflectionFigures
{
    public int Answered { get; init; }

    /// <summary>A day went by and nothing spoke against it.</summary>
    public int Deflected { get; init; }

    /// <summary>The day is not over.</summary>
    public int Pending { get; init; }
    public int Human { get; init; }
    public int Repeated { get; init; }
    public int Negative { get; init; }

    /// <summary>Questions that went to people.</summary>
    public int HandedOn { get; init; }
}

/// <summary>A brand's figures, its days, and its entries.</summary>
internal sealed record Deflected(DeflectionFigures Total, IReadOnlyList<DeflectionDay> Days, IReadOnlyList<DeflectionEntry> Entries);

/// <summary>A day in the brand's zone, by when it was asked.</summary>
internal sealed record DeflectionDay
{
    public DateOnly Day { get; init; }
    public int Answered { get; init; }
    public int Deflected { get; init; }
    public int Pending { get; init; }
    public int HandedOn { get; init; }
}

/// <summary>What became of one entry's answers.</summary>
internal sealed record DeflectionEntry
{
    public Guid EntryId { get; init; }

    /// <summary>As it stands now; empty: the entry is gone.</summary>
    public string Question { get; init; } = "";
    public int Answered { get; init; }
    public int Deflected { get; init; }
    public int Pending { get; init; }
    public int Human { get; init; }
    public int Repeated { get; init; }
    public int Negative { get; init; }

    /// <summary>How often people said of a question that this entry does not answer it, and stand by it.</summary>
    public int SaidWrong { get; init; }

    /// <summary>Answers whose day is over or which something spoke against.</summary>
    public int Decided => Answered - Pending;

    /// <summary>Answers after which the member was unhappy; people's word counts beside it, at most as often as it was answered.</summary>
    public int Wrong => Math.Min(Decided, Negative + SaidWrong);

    public double WrongUpper => Wilson.Upper(Decided, Wrong);
}

/// <summary>Counts what became of automatic answers in a time, by when they were asked. Nothing is swept: an answer whose day is over and which nothing speaks against is deflected.</summary>
internal sealed class GetDeflection(Database database, TimeProvider clock)
{
    public const int MostDays = 92;
    public const int MostEntries = 500;

    private const string Counts =
        """
        count(*) filter (where outcome = 'answered')::int as answered, count(*) filter (where outcome = 'answered' and reaction = '' and asked_at <= @over)::int as deflected,
        count(*) filter (where outcome = 'answered' and reaction = '' and asked_at > @over)::int as pending, count(*) filter (where outcome = 'answered' and reaction = 'human')::int as human,
        count(*) filter (where outcome = 'answered' and reaction = 'repeated')::int as repeated, count(*) filter (where outcome = 'answered' and reaction = 'negative')::int as negative,
        count(*) filter (where outcome = 'handed_on')::int as handed_on
        """;

    /// <param name="brand">Whose.</param>
    /// <param name="from">From when on it was asked.</param>
    /// <param name="until">Until when, exclusive.</param>
    /// <param name="zone">By which days are counted, of the IANA database.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<Result<Deflected>> HandleAsync(BrandId brand, DateTimeOffset from, DateTimeOffset until, string zone, CancellationToken ct)
    {
        if (until <= from || until - from > TimeSpan.FromDays(MostDays)) { return DeflectionProblems.BadSpan(MostDays); }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) || !found.HasIanaId) { return DeflectionProblems.UnknownZone(zone); }

        await using var transaction = await database.BeginAsync(brand, ct);
        var args = new { brand, from, until, zone, over = clock.GetUtcNow() - Reactions.Window, MostEntries };
        const string Within = "from questions where brand_id = @brand and asked_at >= @from and asked_at < @until";
        var total = await transaction.SingleAsync<DeflectionFigures>($"select {Counts} {Within}", args, ct);
        var days = await transaction.QueryAsync<DeflectionDay>($"select (asked_at at time zone @zone)::date as day, {Counts} {Within} group by 1 order by 1", args, ct);
        var entries = await transaction.QueryAsync<DeflectionEntry>(
            $"""
            with answers as (
                select sent.entry_id, {Counts.Replace("asked_at", "question.asked_at", StringComparison.Ordinal)}
                from questions question join answer_sends sent using (brand_id, command_id)
                where brand_id = @brand and question.asked_at >= @from and question.asked_at < @until and outcome = 'answered' group by sent.entry_id)
            select answers.*, coalesce(entry.question, '') as question,
                   (select count(*) from knowledge_lessons lesson where lesson.brand_id = @brand and lesson.entry_id = answers.entry_id and lesson.verdict = 'not_this' and lesson.taken_back_at is null
                    and lesson.taught_at >= @from and lesson.taught_at < @until)::int as said_wrong
            from answers left join knowledge_of(@brand) entry on entry.entry_id = answers.entry_id and not (entry.inherited and entry.replaces)
            order by answered desc, entry_id limit @MostEntries
            """,
            args,
            ct);
        return new Deflected(total, days, [.. entries.OrderByDescending(entry => entry.WrongUpper * Math.Min(entry.Decided, 1)).ThenByDescending(entry => entry.Answered)]);
    }
}
