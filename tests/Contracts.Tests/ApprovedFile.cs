using System.Text;
using Steward.Testing;

namespace Steward.Contracts.Tests;

/// <summary>A text that people have approved. Replacing the file is the visible act by which a contract changes.</summary>
internal sealed class ApprovedFile(string folder, string name)
{
    private const int ShownLines = 40;

    /// <summary>Where this project's approved files are.</summary>
    public static string Folder { get; } = Path.Combine(Checkout.Root, "tests", "Contracts.Tests", "Approved");

    private readonly string _approved = Path.Combine(folder, name);

    /// <summary>Where the text is written when it is another one than approved.</summary>
    public string Received { get; } = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(name)}.received{Path.GetExtension(name)}");

    /// <summary>Fails with the difference when the text is another one than approved.</summary>
    public void Check(string text)
    {
        var before = File.Exists(_approved) ? File.ReadAllText(_approved) : string.Empty;
        if (before == text)
        {
            File.Delete(Received);
            return;
        }

        File.WriteAllText(Received, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        Assert.Fail($"The contract is not the approved one (- approved, + now). To approve it: mv '{Received}' '{_approved}'\n{Difference(before, text)}");
    }

    /// <summary>The lines that are only in one of two texts, in order, at most 40.</summary>
    internal static string Difference(string before, string after)
    {
        var (old, now) = (before.Split('\n'), after.Split('\n'));
        var common = CommonLines(old, now);
        var lines = new List<string>();
        var (i, j) = (0, 0);
        while (i < old.Length || j < now.Length)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j]) { (i, j) = (i + 1, j + 1); }
            else if (j < now.Length && (i == old.Length || common[i, j + 1] > common[i + 1, j])) { lines.Add($"+{j + 1,5}  {now[j++]}"); }
            else { lines.Add($"-{i + 1,5}  {old[i++]}"); }
        }

        var more = lines.Count > ShownLines ? $"\n… and {lines.Count - ShownLines} more lines" : string.Empty;
        return string.Join('\n', lines.Take(ShownLines)) + more;
    }

    // [i, j]: length of the longest common subsequence of what follows line i here and line j there.
    private static int[,] CommonLines(string[] old, string[] now)
    {
        var common = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--) { common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]); }
        }

        return common;
    }
}
