using Steward.Contracts.Content.V1;
using Steward.Contracts.Staffing.V1;

namespace Steward.Console.Inbox;

/// <summary>What an answer says about the entries that were suggested for its question.</summary>
internal static class AnswerUse
{
    /// <summary>So much of a suggestion that was put in must be left for the answer to be a changed one of it.</summary>
    private const double LeastLeft = 0.25;

    /// <summary>So much of a suggestion must be in a text that was typed.</summary>
    private const double LeastTyped = 0.6;

    /// <summary>The lesson of a text; null: nothing was suggested, or nothing is written.</summary>
    /// <param name="text">The answer.</param>
    /// <param name="offered">What was suggested, best first.</param>
    /// <param name="taken">The entry whose answer was put in; empty: none.</param>
    public static AnswerLesson? Of(string text, IReadOnlyList<Match> offered, string taken)
    {
        var answer = text.Trim();
        if (answer.Length == 0 || offered.Count == 0) { return null; }

        if (offered.FirstOrDefault(one => one.Answer.Trim() == answer) is { } whole) { return Lesson(whole, "accepted"); }

        var written = Pairs(answer);
        var used = offered.Select(one => (Match: one, Left: Share(one.Answer, written), Least: one.EntryId == taken ? LeastLeft : LeastTyped)).Where(one => one.Left >= one.Least).ToList();
        return used.Count > 0 ? Lesson(used.MaxBy(one => (one.Match.EntryId == taken, one.Left)).Match, "edited") : Lesson(offered[0], "rejected");
    }

    private static AnswerLesson Lesson(Match match, string use) => new() { EntryId = match.EntryId, Use = use };

    private static double Share(string answer, HashSet<string> written)
    {
        var pairs = Pairs(answer);
        return pairs.Count == 0 ? 0 : pairs.Count(written.Contains) / (double)pairs.Count;
    }

    private static HashSet<string> Pairs(string text)
    {
        var letters = string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();
        return [.. Enumerable.Range(0, Math.Max(0, letters.Length - 1)).Select(at => letters.Substring(at, 2))];
    }
}
