using Steward.Kernel;
using Steward.Moderation.Rules.Versions;

namespace Steward.Moderation.Rules.WordLists;

/// <summary>Makes a draft of the rules in force and a list of words. Nothing holds that nobody published.</summary>
internal sealed class ImportWordsHandler(ReadRulesHandler read, ChangeRulesHandler change)
{
    private const int LinesBetweenNews = 5000;

    /// <param name="pieces">The file, cut anyhow.</param>
    /// <param name="progress">Told how many lines were read.</param>
    public async Task<Result<WordListReport>> HandleAsync(WordListHeader header, IAsyncEnumerable<ReadOnlyMemory<byte>> pieces, Func<int, Task> progress, CancellationToken ct)
    {
        if (header.Wrong() is { } wrong) { return wrong; }

        var inForce = await read.GetAsync(header.Scope, 0, ct);
        if (inForce.Failed && inForce.Problem.Code != RuleProblems.NoRules(header.Scope.Brand).Code) { return inForce.Problem; }

        var list = new WordList(header, inForce.Failed ? RuleSet.Empty : inForce.Value.Rules);
        var (feed, told) = (new LineFeed(list), 0);
        await foreach (var piece in pieces.WithCancellation(ct))
        {
            feed.Add(piece.Span);
            if (list.Lines - told < LinesBetweenNews) { continue; }

            told = list.Lines;
            await progress(told);
        }

        feed.End();
        var (rules, report) = list.Finish();
        if (rules is null) { return report; }

        var saved = await change.HandleAsync(new SaveDraft(header.Scope, 0, rules, inForce.Failed ? 0 : inForce.Value.Version.Version, header.Reason, header.By), ct);
        return saved.Failed ? saved.Problem : report with { Version = saved.Value.Version };
    }
}
