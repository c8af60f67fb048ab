using System.Globalization;
using System.Text.Json;

namespace Steward.Cli.Tests.Moderation;

public sealed class ModerationCommandsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steward-moderation-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_model_is_trained_judged_and_used_on_files()
    {
        var train = Write("train.tsv", ["label\ttext", .. Judged("训")]);
        var test = Write("test.jsonl", Judged("测").Select(line => line.Split('\t')).Select(fields => JsonSerializer.Serialize(new { judged = fields[0] == "1", words = fields[1] })));
        var (model, plot, verdicts) = (Path("m.swc"), Path("plot.svg"), Path("out.tsv"));

        var trained = await Platformctl.RunAsync("moderation", "train", train, "--out", model, "--json");
        var judged = await Platformctl.RunAsync("moderation", "eval", test, "--model", model, "--text-col", "words", "--label-col", "judged", "--json", "--plot", plot);
        var screened = await Platformctl.RunAsync("moderation", "screen", Write("chat.txt", ["加我微信低价代购", "老师几点上课"]), "--model", model, "--out", verdicts);

        Assert.Equal((0, 0, 0), (trained.ExitCode, judged.ExitCode, screened.ExitCode));
        Assert.Equal(40, JsonDocument.Parse(trained.Output).RootElement.GetProperty("positives").GetInt32());
        Assert.InRange(JsonDocument.Parse(judged.Output).RootElement.GetProperty("figures").GetProperty("f1").GetDouble(), 0.95, 1);
        Assert.StartsWith("<svg", await File.ReadAllTextAsync(plot), StringComparison.Ordinal);
        var lines = await File.ReadAllLinesAsync(verdicts);
        Assert.Equal(["text\tverdict\tscore\treasons\trule_ids", "spam", "clean"], [lines[0], lines[1].Split('\t')[1], lines[2].Split('\t')[1]]);
        Assert.NotEmpty(lines[1].Split('\t')[3]);
    }

    [Fact]
    public async Task A_file_is_screened_with_the_shipped_pack_and_with_a_list_of_words()
    {
        var posts = Write("posts.csv", ["id,text", "1,\"全网销量第一,快来\"", "2,明天下午三点开课"]);
        var words = Write("words.txt", ["# 例", "竞品\t某某牌", "开课"]);

        await Platformctl.RunAsync("moderation", "screen", posts, "--rules", "adlaw-zh", "--out", Path("a.jsonl"));
        await Platformctl.RunAsync("moderation", "screen", posts, "--rules", words, "--out", Path("b.jsonl"));

        Assert.Equal([("1", "absolute"), ("2", "clean")], (await File.ReadAllLinesAsync(Path("a.jsonl"))).Select(Verdict));
        Assert.Equal([("1", "clean"), ("2", "keyword")], (await File.ReadAllLinesAsync(Path("b.jsonl"))).Select(Verdict));

        static (string, string) Verdict(string line) => (JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()!, JsonDocument.Parse(line).RootElement.GetProperty("verdict").GetString()!);
    }

    [Fact]
    public async Task Rows_that_cannot_be_read_are_told_and_their_neighbours_kept()
    {
        var file = Write("broken.jsonl", ["{\"text\":\"第一家\"}", "{nonsense", "[1]", "{\"text\":\"你好\"}"]);

        var run = await Platformctl.RunAsync("moderation", "screen", file, "--rules", "adlaw-zh", "--out", Path("out.jsonl"));

        Assert.Equal((0, 2), (run.ExitCode, (await File.ReadAllLinesAsync(Path("out.jsonl"))).Length));
        Assert.Contains("broken.jsonl, line 2", run.Output, StringComparison.Ordinal);
        Assert.Contains("broken.jsonl, line 3", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("moderation train {train} --label-col nope", "no column 'nope'")]
    [InlineData("moderation train {train}=1", "at least 10 of each")]
    [InlineData("moderation eval {train} --model {train}", "is no model")]
    [InlineData("moderation eval {train} --model /nowhere/m", "There is no model")]
    [InlineData("moderation screen {train} --rules nope --out {out}", "There are no rules 'nope'")]
    [InlineData("moderation screen {train} --out {out}", "--rules, --model, or both")]
    [InlineData("moderation screen {train} --rules {long} --out {out}", "line 2: a word has 1 to 64 characters")]
    public async Task What_is_wrong_and_how_to_mend_it_is_said_on_one_exit(string line, string said)
    {
        var files = new Dictionary<string, string>
        {
            ["{train}"] = Write("train.tsv", ["label\ttext", .. Judged("训")]), ["{out}"] = Path("out.tsv"), ["{long}"] = Write("long.txt", ["好", new string('长', 65)]),
        };
        foreach (var (name, path) in files) { line = line.Replace(name, path, StringComparison.Ordinal); }

        var run = await Platformctl.RunAsync(line.Split(' '));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Judged(string mark) =>
        Enumerable.Range(0, 40).SelectMany(n => new[] { string.Create(CultureInfo.InvariantCulture, $"1\t加我微信低价代购{mark}{(char)(0x4E00 + n)}"), string.Create(CultureInfo.InvariantCulture, $"0\t老师今天几点上课{mark}{(char)(0x5E00 + n)}") });

    private string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    private string Write(string name, IEnumerable<string> lines)
    {
        File.WriteAllLines(Path(name), lines);
        return Path(name);
    }
}
