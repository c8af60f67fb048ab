using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Steward.Testing;

namespace Steward.Moderation.Tests.Normalisation;

/// <summary>How terms are hidden, from tables that are not ours: OpenCC, kMandarin of 8,105 characters, chaizi.</summary>
internal sealed partial class EvasionWays(Random random)
{
    private const string Strokes = "丨丿丶亅乛";

    private readonly Dictionary<string, string> _traditional = File.ReadLines(SharedData.Path("a_zh_variants/opencc_STCharacters.txt")).Where(line => line.Contains('\t') && line[0] != '#')
        .Select(line => line.Split('\t')).ToDictionary(fields => fields[0], fields => fields[1].Split(' ')[0]);

    private readonly Dictionary<string, string> _pinyin = File.ReadLines(SharedData.Path("a_zh_variants/pinyin_kMandarin_8105.txt")).Select(line => Reading().Match(line)).Where(match => match.Success)
        .ToDictionary(match => char.ConvertFromUtf32(int.Parse(match.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)), match => Toneless(match.Groups[2].Value));

    private readonly Dictionary<string, string[]> _split = File.ReadLines(SharedData.Path("a_zh_variants/chaizi-jt.txt")).Select(line => line.Split('\t'))
        .DistinctBy(fields => fields[0]).ToDictionary(fields => fields[0], fields => fields[1..].Select(parts => parts.Replace(" ", "", StringComparison.Ordinal)).ToArray());

    private ILookup<string, string>? _bySound;

    public string? Traditional(char c) => _traditional.GetValueOrDefault(c.ToString());

    public string? Pinyin(char c) => _pinyin.GetValueOrDefault(c.ToString());

    /// <summary>Any other character of the sound, common or not.</summary>
    public string? Homophone(char c)
    {
        if (!_pinyin.TryGetValue(c.ToString(), out var sound)) { return null; }

        _bySound ??= _pinyin.Where(pair => pair.Key.Length == 1).ToLookup(pair => pair.Value, pair => pair.Key);
        var others = _bySound[sound].Where(other => other[0] != c).ToArray();
        return others.Length == 0 ? null : others[random.Next(others.Length)];
    }

    /// <summary>The first spelling from two or three parts that can be typed.</summary>
    public string? Split(char c) =>
        _split.GetValueOrDefault(c.ToString())?.FirstOrDefault(parts => parts.Length is 2 or 3 && parts.All(part => part is >= '\u4E00' and <= '\u9FFF' && !Strokes.Contains(part)));

    public static string All(string term, Func<char, string?> way) => string.Concat(term.Select(c => way(c) ?? c.ToString()));

    public string One(string term, Func<char, string?> way)
    {
        var places = Enumerable.Range(0, term.Length).Where(place => way(term[place]) is not null).ToArray();
        if (places.Length == 0) { return term; }

        var at = places[random.Next(places.Length)];
        return $"{term[..at]}{way(term[at])}{term[(at + 1)..]}";
    }

    private static string Toneless(string reading) =>
        string.Concat(reading.Normalize(NormalizationForm.FormD).Replace("u\u0308", "v", StringComparison.Ordinal).Where(char.IsAsciiLetterLower));

    [GeneratedRegex(@"^U\+([0-9A-F]+):\s*(\S+)")]
    private static partial Regex Reading();
}
