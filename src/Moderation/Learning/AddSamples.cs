using Steward.Kernel;
using Steward.Moderation.Classification;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Learning;

/// <summary>Texts that somebody wants to be learnt, each under one label.</summary>
internal sealed record AddSamples(BrandId Brand, IReadOnlyList<SampleDraft> Drafts, string By);

internal sealed partial class AddSamplesHandler(Database database, TimeProvider clock, ILogger<AddSamplesHandler> logger)
{
    public const int MostAtOnce = 200;

    public async Task<Result<AddedSamples>> HandleAsync(AddSamples command, CancellationToken ct)
    {
        if (command.Drafts.Count is 0 or > MostAtOnce) { return LearningProblems.TooMany("samples", MostAtOnce); }

        for (var place = 0; place < command.Drafts.Count; place++)
        {
            if (Wrong(command.Drafts[place], $"samples[{place}]") is { } wrong) { return wrong; }
        }

        await using var transaction = await database.BeginAsync(command.Brand, ct);
        var added = await StoredSamples.AddAsync(command.Brand, command.Drafts, command.By, clock.GetUtcNow(), transaction, ct);
        if (added.Failed) { return added; }

        await transaction.CommitAsync(ct);
        Log.Added(logger, command.By, added.Value.Added, added.Value.Contradictions.Count);
        return added;
    }

    /// <summary>What is wrong with a draft, if anything: an unknown label, or a text of which nothing is left to learn.</summary>
    private static Problem? Wrong(SampleDraft draft, string field)
    {
        if (!Label.All.Contains(draft.Label)) { return LearningProblems.UnknownLabel($"{field}.label"); }

        return draft.Text.Length > LearningProblems.LongestText || draft.Text.Contains('\0') || string.IsNullOrEmpty(StoredSamples.Folded(draft.Text)) ? LearningProblems.BadText($"{field}.text") : null;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{By} added {Added} samples to learn from; {Contradictions} contradict others.")]
        public static partial void Added(ILogger logger, string by, int added, int contradictions);
    }
}
