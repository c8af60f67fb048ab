using System.Text;
using System.Text.Json;
using Steward.Channels;
using Steward.Content;
using Steward.Contracts.Content.V1;
using Steward.Testing;

namespace Steward.Cli.Tests.Knowledge;

/// <summary>The commands as a person types them, against the real service.</summary>
public sealed class KnowledgeFileCommandsTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steward-kb-");
    private readonly Guid _brand = Guid.NewGuid();
    private ServiceHost _content = null!;
    private ServiceHost _channels = null!;

    public async Task InitializeAsync()
    {
        _channels = await ServiceHost.StartAsync(ChannelsService.Definition);
        _content = await ServiceHost.StartAsync(ContentService.Definition, args: ["--services:moderation:grpc:0=http://127.0.0.1:9", $"--services:channels:grpc:0={_channels.GrpcAddress}"]);
    }

    public async Task DisposeAsync()
    {
        await _content.DisposeAsync();
        await _channels.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_file_is_tried_imported_and_exported_and_comes_back_unchanged()
    {
        var gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
        var file = Write("kb.csv", gb18030.GetBytes("问题,答案,相似问法\r\n几点开门?,\"十点,周末九点\",几点营业|什么时候开门\r\n能退货吗?,七天内。,\r\n几点开门,九点。,\r\n?!,好,\r\n"));

        var dry = await RunAsync("kb", "import", file, "--brand", $"{_brand}", "--dry-run", "--json");
        Assert.Equal(1, dry.ExitCode);
        var report = JsonDocument.Parse(dry.Output).RootElement;
        Assert.Equal((4, 2, 1, 1), (report.GetProperty("entries").GetInt32(), report.GetProperty("added").GetInt32(), report.GetProperty("duplicates").GetInt32(), report.GetProperty("errors").GetInt32()));
        Assert.Empty(await EntriesAsync());

        var imported = await RunAsync("kb", "import", file, "--brand", $"{_brand}");
        Assert.Equal(1, imported.ExitCode);
        Assert.Contains("line 4, question: asks what an earlier line asks. (line 2)", imported.Output, StringComparison.Ordinal);
        Assert.Contains("line 5, question:", imported.Output, StringComparison.Ordinal);
        Assert.Equal(["几点开门?", "能退货吗?"], (await EntriesAsync()).Select(entry => entry.Question));

        foreach (var name in (string[])["out.csv", "out.tsv", "out.md"])
        {
            var exported = await RunAsync("kb", "export", "--brand", $"{_brand}", "--out", PathOf(name));
            Assert.True(exported.ExitCode == 0, exported.Error);
            var again = await RunAsync("kb", "import", PathOf(name), "--brand", $"{_brand}", "--json");
            Assert.True(again.ExitCode == 0, again.Error);
            Assert.Equal(2, JsonDocument.Parse(again.Output).RootElement.GetProperty("unchanged").GetInt32());
        }

        Assert.All(await EntriesAsync(), entry => Assert.Equal((1, "approved", "service:cli"), (entry.Version, entry.State, entry.ChangedBy)));
    }

    [Fact]
    public async Task The_agencys_base_goes_in_and_out_and_a_brand_inherits_it()
    {
        var imported = await RunAsync("kb", "import", Write("agency.csv", "question,answer\n怎么退群?,群设置里点退出。\n"u8), "--agency");
        Assert.Equal(0, imported.ExitCode);
        Assert.True(Assert.Single(await EntriesAsync()).Inherited);

        Assert.Equal(0, (await RunAsync("kb", "export", "--agency", "--out", PathOf("agency-out.csv"))).ExitCode);
        Assert.Contains("怎么退群?", await File.ReadAllTextAsync(PathOf("agency-out.csv")), StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("kb", "export", "--brand", $"{_brand}", "--out", PathOf("own.csv"))).ExitCode);
        Assert.DoesNotContain("怎么退群?", await File.ReadAllTextAsync(PathOf("own.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_is_added_and_a_file_of_entries_names_it()
    {
        var png = Write("map.png", TestPicture.Png());
        var added = await RunAsync("kb", "picture", png, png, "--brand", $"{_brand}");
        Assert.True(added.ExitCode == 0, added.Error);
        var lines = added.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal((lines[0], "map.png"), (lines[1], lines[0].Split('\t')[1]));
        var file = Write("kb.tsv", Encoding.UTF8.GetBytes($"question\tanswer\tattachments\n地图在哪?\t在下面。\t[{{\"kind\":\"image\",\"picture_id\":\"{lines[0].Split('\t')[0]}\"}}]\n"));

        var imported = await RunAsync("kb", "import", file, "--brand", $"{_brand}");

        Assert.True(imported.ExitCode == 0, imported.Output + imported.Error);
        Assert.Equal(lines[0].Split('\t')[0], Assert.Single(Assert.Single(await EntriesAsync()).Attachments).PictureId);
        Assert.NotEqual(0, (await RunAsync("kb", "import", file, "--agency")).ExitCode);
        Assert.Contains("CHN-062", (await RunAsync("kb", "picture", Write("x.png", "x"u8), "--brand", $"{_brand}")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_with_a_file_is_told()
    {
        var cases = new (string[] Arguments, string Told)[]
        {
            (["kb", "import", Write("kb.xls", "x"u8), "--brand", $"{_brand}"], ".csv, .tsv or .md"),
            (["kb", "import", Write("head.csv", "q,a\n"u8), "--brand", $"{_brand}"], "CNT-031"),
            (["kb", "import", Write("kb.csv", "question,answer\n"u8), "--brand", "nobody"], "not an id"),
            (["kb", "import", PathOf("none.csv"), "--brand", $"{_brand}"], "none.csv"),
            (["kb", "export", "--brand", $"{_brand}", "--out", PathOf("out.csv"), "--state", "gone"], "CNT-030"),
            (["kb", "export", "--out", PathOf("out.csv")], "brand_id"),
            (["kb", "export", "--brand", $"{_brand}", "--agency", "--out", PathOf("out.csv")], "CNT-034"),
        };
        foreach (var (arguments, told) in cases)
        {
            var run = await RunAsync(arguments);
            Assert.True(run.ExitCode != 0 && (run.Error + run.Output).Contains(told, StringComparison.Ordinal), $"{string.Join(' ', arguments)}: {run.ExitCode} {run.Output} {run.Error}");
        }

        Assert.False(File.Exists(PathOf("out.csv")));
    }

    private Task<Platformctl.Run> RunAsync(params string[] arguments) => Platformctl.RunAsync(
        new Dictionary<string, string> { ["services__members__grpc__0"] = "http://127.0.0.1:9", ["services__content__grpc__0"] = _content.GrpcAddress.AbsoluteUri, ["services__channels__grpc__0"] = _channels.GrpcAddress.AbsoluteUri, ["Auth__SigningKey"] = ServiceHost.SigningKey }, arguments);

    private async Task<IReadOnlyList<KnowledgeEntry>> EntriesAsync() =>
        (await _content.Client<KnowledgeService.KnowledgeServiceClient>(ServiceHost.LeadOf(_brand)).ListEntriesAsync(new ListKnowledgeRequest { BrandId = _brand.ToString() })).Entries;

    private string Write(string name, ReadOnlySpan<byte> content)
    {
        File.WriteAllBytes(PathOf(name), content);
        return PathOf(name);
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
