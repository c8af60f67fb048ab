using System.Text.Json;

namespace Steward.Cli.Tests.Knowledge;

public sealed class KnowledgeCommandsTests : IDisposable
{
    private static readonly string[] Things = ["面霜", "保温杯", "瑜伽课", "优惠券", "登山包", "猫粮", "投影仪", "防晒霜", "行李箱", "咖啡豆", "月饼礼盒", "电动牙刷"];
    private static readonly string[] Ways = ["{0}多少钱|{0}什么价格|请问{0}怎么卖", "{0}怎么预约|如何预订{0}|想预约{0}怎么弄", "{0}坏了怎么办|{0}坏了怎么处理|我的{0}坏掉了该怎么弄"];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steward-kb-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_base_is_judged_with_what_dev_questions_taught_it()
    {
        var (kb, dev, queries) = (Base(), Questions("dev.tsv", "请问"), Questions("queries.tsv", "你好,"));

        var cold = Report(await Platformctl.RunAsync("kb", "eval", queries, "--kb", kb, "--dev", dev, "--json"));
        var taught = Report(await Platformctl.RunAsync("kb", "eval", queries, "--kb", kb, "--dev", dev, "--learn", "--json"));

        Assert.InRange(cold.GetProperty("figures").GetProperty("top1").GetDouble(), 0.9, 1);
        Assert.InRange(cold.GetProperty("figures").GetProperty("auroc").GetDouble(), 0.9, 1);
        Assert.Equal(Things.Length * Ways.Length, cold.GetProperty("figures").GetProperty("inScope").GetInt32());
        Assert.Single(cold.GetProperty("thresholds").EnumerateArray());
        Assert.InRange(taught.GetProperty("figures").GetProperty("top1").GetDouble(), 0.95, 1);
    }

    [Fact]
    public async Task Without_dev_questions_each_part_is_judged_by_the_others()
    {
        var run = await Platformctl.RunAsync("kb", "eval", Questions("queries.tsv", ""), "--kb", Base());

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("each of 10 parts of the", run.Output, StringComparison.Ordinal);
        Assert.Contains("correct deflection", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_with_a_file_is_told()
    {
        var (kb, queries) = (Base(), Questions("queries.tsv", ""));
        var cases = new (string[] Arguments, string Told)[]
        {
            (["kb", "eval", queries, "--kb", Path("none.tsv")], "none.tsv"),
            (["kb", "eval", Write("few.tsv", ["id\tkind", "-\tfar"]), "--kb", kb], "3 columns"),
            (["kb", "eval", Write("unknown.tsv", ["id\tkind\tquestion", "K-nowhere\tin\t几点开门"]), "--kb", kb], "K-nowhere"),
            (["kb", "eval", queries, "--kb", Write("twice.tsv", ["id\tquestion\tparaphrases", "1\t几点开门\t", "1\t几点关门\t"])], "two entries of one id"),
            (["kb", "eval", queries, "--kb", Write("empty.tsv", ["id\tquestion\tparaphrases"])], "no entries"),
            (["kb", "eval", queries, "--kb", kb, "--precision", "1.5"], "between 0 and 1"),
            (["kb", "eval", queries, "--kb", kb, "--parts", "1"], "between 2 and 20"),
            (["kb", "train", queries, "--kb", kb, "--out", Path("model.kbm")], "100 questions"),
        };
        foreach (var (arguments, told) in cases)
        {
            var run = await Platformctl.RunAsync(arguments);
            Assert.True(run.ExitCode != 0 && (run.Error + run.Output).Contains(told, StringComparison.Ordinal), $"{string.Join(' ', arguments)}: {run.ExitCode} {run.Output} {run.Error}");
        }
    }

    private static JsonElement Report(Platformctl.Run run)
    {
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonDocument.Parse(run.Output).RootElement;
    }

    private string Base() => Write("kb.tsv", ["id\tquestion\tparaphrases", .. Pairs().Select(pair => $"K-{pair.Id}\t{string.Format(null, pair.Forms[0], pair.Thing)}\t{string.Format(null, pair.Forms[1], pair.Thing)}")]);

    private string Questions(string name, string before) => Write(
        name,
        [
            "id\tkind\tquestion", .. Pairs().Select(pair => $"K-{pair.Id}\tin\t{before}{string.Format(null, pair.Forms[2], pair.Thing)}"),
            .. Things.Select(thing => $"-\tnear\t{before}{thing}是哪里生产的"), .. Things.Select(thing => $"-\tfar\t{before}今晚去爬山看星星的第{thing.Length}批人集合了"),
        ]);

    private static IEnumerable<(string Id, string Thing, string[] Forms)> Pairs() => Ways.SelectMany((way, number) => Things.Select(thing => ($"{number}{thing}", thing, way.Split('|'))));

    private string Write(string name, IEnumerable<string> lines)
    {
        File.WriteAllLines(Path(name), lines);
        return Path(name);
    }

    private string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);
}
