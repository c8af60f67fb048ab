namespace Steward.Console.Shared;

/// <summary>A line of a text beside an earlier one.</summary>
/// <param name="Mark"><c>' '</c>: in both; <c>'-'</c>: only in the earlier; <c>'+'</c>: only in the later.</param>
/// <param name="Text">What it says.</param>
internal sealed record ChangedLine(char Mark, string Text);

/// <summary>What changed between two texts, by lines: as many as possible are the same.</summary>
internal static class LineDifference
{
    public static IReadOnlyList<ChangedLine> Of(string before, string after)
    {
        var (old, now) = (before.ReplaceLineEndings("\n").Split('\n'), after.ReplaceLineEndings("\n").Split('\n'));

        // Longest common run of what is still to come, from the end; what people write has dozens of lines, not thousands.
        var common = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--) { common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]); }
        }

        var lines = new List<ChangedLine>(old.Length + now.Length);
        var (left, right) = (0, 0);
        while (left < old.Length || right < now.Length)
        {
            if (left < old.Length && right < now.Length && old[left] == now[right]) { lines.Add(new ChangedLine(' ', old[left++])); right++; }
            else if (right >= now.Length || (left < old.Length && common[left + 1, right] >= common[left, right + 1])) { lines.Add(new ChangedLine('-', old[left++])); }
            else { lines.Add(new ChangedLine('+', now[right++])); }
        }

        return lines;
    }
}
