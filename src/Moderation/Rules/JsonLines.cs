using System.Text;
using System.Text.Json;

namespace Steward.Moderation.Rules;

/// <summary>Finds on which lines of a JSON document some of its parts stand. Only asked when something is wrong.</summary>
internal static class JsonLines
{
    /// <returns>1-based lines by path (<c>rules[3].terms[7]</c>). A path that is not in the document (a setting that is missing) gets the line of the nearest part around it.</returns>
    public static IReadOnlyDictionary<string, int> Of(string document, IReadOnlyCollection<string> paths)
    {
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        if (paths.Count == 0) { return lines; }

        var wanted = paths.SelectMany(WithParents).ToHashSet(StringComparer.Ordinal);
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        try
        {
            Read(Encoding.UTF8.GetBytes(document), (path, line) =>
            {
                if (wanted.Contains(path)) { known.TryAdd(path, line); }
            });
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A document that breaks off is told by its own error; the parts before the break are known.
        }

        foreach (var path in paths)
        {
            if (WithParents(path).FirstOrDefault(known.ContainsKey) is { } nearest) { lines[path] = known[nearest]; }
        }

        return lines;
    }

    private static IEnumerable<string> WithParents(string path)
    {
        while (path.Length > 0)
        {
            yield return path;
            path = path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))];
        }
    }

    private static void Read(byte[] utf8, Action<string, int> at)
    {
        var reader = new Utf8JsonReader(utf8);
        var open = new Stack<(string Path, int Next)>();
        var (name, line, counted) = (string.Empty, 1, 0L);
        while (reader.Read())
        {
            line += utf8.AsSpan((int)counted, (int)(reader.TokenStartIndex - counted)).Count((byte)'\n');
            counted = reader.TokenStartIndex;
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                name = reader.GetString()!;
                continue;
            }

            if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
            {
                open.Pop();
                continue;
            }

            var path = Path(open, name);
            at(path, line);
            if (reader.TokenType is JsonTokenType.StartArray) { open.Push((path, 0)); }
            else if (reader.TokenType is JsonTokenType.StartObject) { open.Push((path, -1)); }
        }
    }

    private static string Path(Stack<(string Path, int Next)> open, string name)
    {
        if (!open.TryPop(out var around)) { return string.Empty; }

        open.Push(around.Next < 0 ? around : around with { Next = around.Next + 1 });
        return around.Next >= 0 ? $"{around.Path}[{around.Next}]" : around.Path.Length == 0 ? name : $"{around.Path}.{name}";
    }
}
