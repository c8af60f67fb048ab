using System.Reflection;
using System.Text;

namespace Steward.WeCom.Simulator.World;

/// <summary>A text with <c>{slot}</c> places, for one brand or for all.</summary>
internal sealed record Template(string Brand, string Text);

/// <summary>A question and its phrasings; <see cref="Entry"/> is the number of the knowledge-base entry, from 1.</summary>
internal sealed record KnowledgeQuestion(string Brand, int Entry, IReadOnlyList<string> Phrasings);

internal sealed record MediaTemplate(string Brand, string Type, string Title, string Description, string Url);

/// <summary>The tab-separated texts beside this file, embedded in the assembly.</summary>
internal sealed class WorldTexts
{
    private const string EveryBrand = "all";

    private readonly Dictionary<(string Slot, string Brand), string[]> _slots;

    private WorldTexts()
    {
        _slots = Rows("slots", 3).ToDictionary(r => (r[0], r[1]), r => r[2].Split('|'));
        Chatter = Templates("chatter");
        Adverts = Templates("adverts");
        Abuse = Templates("abuse");
        OrderRemarks = Templates("orders");
        Staff = Templates("staff");
        HumanQuestions = Templates("human-questions");
        KnowledgeQuestions = [.. Rows("kb-questions", 3).Select(r => new KnowledgeQuestion(r[0], int.Parse(r[1]), r[2].Split('|')))];
        Media = [.. Rows("media", 5).Select(r => new MediaTemplate(r[0], r[1], r[2], r[3], r[4]))];
        Groups = [.. Rows("groups", 3).Select(r => (r[0], r[1], r[2]))];
        Employees = [.. Rows("employees", 3).Select(r => (r[0], r[1], r[2]))];
        NameParts = Rows("names", 2).ToDictionary(r => r[0], r => r[1].Split('|'));
    }

    public static WorldTexts Shared { get; } = new();

    public IReadOnlyList<Template> Chatter { get; }

    public IReadOnlyList<Template> Adverts { get; }

    public IReadOnlyList<Template> Abuse { get; }

    public IReadOnlyList<Template> OrderRemarks { get; }

    public IReadOnlyList<Template> Staff { get; }

    public IReadOnlyList<Template> HumanQuestions { get; }

    public IReadOnlyList<KnowledgeQuestion> KnowledgeQuestions { get; }

    public IReadOnlyList<MediaTemplate> Media { get; }

    public IReadOnlyList<(string Brand, string Name, string Notice)> Groups { get; }

    public IReadOnlyList<(string Brand, string UserId, string Name)> Employees { get; }

    public IReadOnlyDictionary<string, string[]> NameParts { get; }

    public static IReadOnlyList<Template> For(string brand, IReadOnlyList<Template> templates) =>
        [.. templates.Where(t => t.Brand == brand || t.Brand == EveryBrand)];

    /// <summary>Fills every <c>{slot}</c> from the brand's values, or from those for all brands.</summary>
    public string Fill(string template, string brand, Dice dice)
    {
        var text = new StringBuilder();
        var rest = template.AsSpan();
        while (rest.IndexOf('{') is >= 0 and var open)
        {
            var length = rest[open..].IndexOf('}');
            var slot = rest.Slice(open + 1, length - 1).ToString();
            var values = _slots.GetValueOrDefault((slot, brand)) ?? _slots[(slot, EveryBrand)];
            text.Append(rest[..open]).Append(dice.Pick(values));
            rest = rest[(open + length + 1)..];
        }

        return text.Append(rest).ToString();
    }

    private static List<Template> Templates(string name) => [.. Rows(name, 2).Select(r => new Template(r[0], r[1]))];

    private static IEnumerable<string[]> Rows(string name, int columns)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name + ".tsv")
            ?? throw new InvalidOperationException($"The text resource {name}.tsv is missing.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var cells = line.Split('\t');
            if (cells.Length != columns)
            {
                throw new InvalidOperationException($"{name}.tsv line {number} has {cells.Length} columns, not {columns}.");
            }

            yield return cells;
        }
    }
}
