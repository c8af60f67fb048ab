using System.Reflection;
using System.Text.Json.Nodes;

namespace Steward.WeCom.Simulator.Tests.World;

/// <summary>A naive screen made of one brand's shipped rules and knowledge base; it knows nothing about the world's templates.</summary>
internal sealed class DemoRules
{
    private static readonly string[] QuestionMarks =
        ["?", "？", "吗", "呢", "怎么", "如何", "什么", "几点", "多少", "哪", "能不能", "有没有", "可不可以", "是不是", "为什么", "多久", "请问"];

    private readonly List<(string Class, string Word)> _words = [];
    private readonly List<(int Entry, Dictionary<string, double> Vector)> _knowledge = [];
    private readonly Dictionary<string, double> _weights = [];
    private readonly double _unseen;

    public DemoRules(string brand)
    {
        var rules = JsonNode.Parse(Read($"rules-{brand}.json"))!;
        foreach (var rule in rules["keywordRules"]!.AsArray())
        {
            _words.AddRange(rule!["words"]!.AsArray().Select(w => ((string)rule["class"]!, (string)w!)));
        }

        foreach (var rule in rules["linkRules"]!.AsArray())
        {
            _words.AddRange(rule!["denyDomains"]!.AsArray().Select(w => ((string)rule["class"]!, (string)w!)));
        }

        foreach (var label in rules["labels"]!.AsArray())
        {
            _words.AddRange(label!["words"]!.AsArray().Select(w => ((string)label["label"]!, (string)w!)));
        }

        var documents = Read($"kb-{brand}.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))
            .SelectMany((cells, i) => cells[2].Split('|').Prepend(cells[1]).Select(text => (Entry: i + 1, Pairs: Pairs(text)))).ToList();
        foreach (var group in documents.SelectMany(d => d.Pairs.Distinct()).GroupBy(p => p))
        {
            _weights[group.Key] = Math.Log((documents.Count + 1) / (group.Count() + 0.5));
        }

        _unseen = Math.Log((documents.Count + 1) / 0.5);
        _knowledge.AddRange(documents.Select(d => (d.Entry, Vector(d.Pairs))));
    }

    /// <summary>advert, abuse, order_remark, question or chatter.</summary>
    public string Judge(string text)
    {
        var hit = _words.FirstOrDefault(w => text.Contains(w.Word, StringComparison.OrdinalIgnoreCase));
        return hit.Class ?? (QuestionMarks.Any(m => text.Contains(m, StringComparison.Ordinal)) ? "question" : "chatter");
    }

    /// <summary>The most similar knowledge-base entry by weighted character pairs, 0 to 1.</summary>
    public (double Score, int Entry) Best(string text)
    {
        var query = Vector(Pairs(text));
        return _knowledge.Select(k => (query.Sum(q => q.Value * k.Vector.GetValueOrDefault(q.Key)), k.Entry)).Max();
    }

    public static string Read(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static List<string> Pairs(string text)
    {
        var letters = string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();
        return [.. Enumerable.Range(0, Math.Max(0, letters.Length - 1)).Select(i => letters.Substring(i, 2))];
    }

    private Dictionary<string, double> Vector(List<string> pairs)
    {
        var vector = pairs.Distinct().ToDictionary(p => p, p => _weights.GetValueOrDefault(p, _unseen));
        var length = Math.Sqrt(vector.Values.Sum(v => v * v));
        return vector.ToDictionary(p => p.Key, p => p.Value / length);
    }
}
