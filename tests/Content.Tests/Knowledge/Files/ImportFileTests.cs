using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Steward.Contracts.Content.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.Testing;

namespace Steward.Content.Tests.Knowledge.Files;

[Collection(ContentTests.Name)]
public sealed class ImportFileTests(ContentWorld world)
{
    [Theory]
    [InlineData("csv")]
    [InlineData("tsv")]
    [InlineData("md")]
    public async Task What_is_exported_and_imported_again_changes_nothing(string format)
    {
        var brand = await world.BrandWithKnowledgeAsync();
        var file = await ExportAsync(brand, format);

        var (report, _) = await ImportAsync(Lead(brand), brand, format, file);

        Assert.Equal((Kb.Entries.Length, 0, 0, Kb.Entries.Length, 0, 0), (report.Entries, report.Added, report.Changed, report.Unchanged, report.Duplicates, report.Errors));
        Assert.Equal(file, await ExportAsync(brand, format));
        var versions = await world.OwnerScalarAsync($"select count(*) from knowledge_entry_versions where brand_id = '{brand}'");
        Assert.Equal(Kb.Entries.Length, versions);
    }

    [Fact]
    public async Task A_base_moves_to_another_brand_by_a_file_and_answers_there()
    {
        var (brand, other) = (await world.BrandWithKnowledgeAsync(), Guid.NewGuid());

        var (report, progress) = await ImportAsync(Lead(other), other, "csv", await ExportAsync(brand, "csv"));

        Assert.Equal((Kb.Entries.Length, "utf-8"), (report.Added, report.Encoding));
        Assert.Equal([(8, 8), (8, 8)], progress);
        var asked = await world.Knowledge(other).AskAsync(new AskRequest { BrandId = other.ToString(), Text = "茶馆几点开门" });
        Assert.True(asked.WouldAnswer);
        var entry = Assert.Single((await world.Knowledge(other).ListEntriesAsync(new ListKnowledgeRequest { BrandId = other.ToString(), Search = "几点开门" })).Entries);
        Assert.Equal((1, "approved"), (entry.Version, entry.State));
    }

    [Fact]
    public async Task The_good_lines_are_kept_the_others_told_and_a_dry_run_keeps_nothing()
    {
        var brand = Guid.NewGuid();
        var file = Encoding.UTF8.GetBytes("question,answer\n几点开门?,十点。\n几点开门,九点。\n?!,好\n");

        var (dry, progress) = await ImportAsync(Lead(brand), brand, "csv", file, dryRun: true);
        Assert.Equal((3, 1, 0, 0, 1, 1), (dry.Entries, dry.Added, dry.Changed, dry.Unchanged, dry.Duplicates, dry.Errors));
        Assert.Equal([(0, 1)], progress);
        Assert.Empty((await world.Knowledge(brand).ListEntriesAsync(new ListKnowledgeRequest { BrandId = brand.ToString() })).Entries);

        var (report, _) = await ImportAsync(Lead(brand), brand, "csv", file);
        Assert.Equal(dry, report);
        Assert.Equal((3, "question", 2), (report.FirstDuplicates[0].Line, report.FirstDuplicates[0].Field, report.FirstDuplicates[0].FirstLine));
        Assert.Equal((4, "question"), (report.FirstErrors[0].Line, report.FirstErrors[0].Field));
        Assert.Equal("十点。", Assert.Single((await world.Knowledge(brand).ListEntriesAsync(new ListKnowledgeRequest { BrandId = brand.ToString() })).Entries).Answer);
    }

    [Fact]
    public async Task What_a_filter_leaves_is_exported()
    {
        var brand = await world.BrandWithKnowledgeAsync();

        var file = Encoding.UTF8.GetString(await ExportAsync(brand, "md", "宠物"));

        Assert.Contains("## 可以带狗进店吗?", file, StringComparison.Ordinal);
        Assert.DoesNotContain("包间", file, StringComparison.Ordinal);
        Assert.Equal("\uFEFFentry_id,question,paraphrases,answer,state,owner,source,valid_from,valid_until,attachments\r\n", Encoding.UTF8.GetString(await ExportAsync(brand, "csv", "", "draft")));
    }

    [Fact]
    public async Task What_is_no_file_is_refused_and_a_trainers_file_goes_to_review()
    {
        var brand = Guid.NewGuid();
        Assert.Equal((StatusCode.InvalidArgument, "CNT-031"), await RefusedAsync(() => ImportAsync(Lead(brand), brand, "xls", "question,answer"u8.ToArray())));
        Assert.Equal((StatusCode.InvalidArgument, "CNT-031"), await RefusedAsync(() => ImportAsync(Lead(brand), brand, "csv", "q,a"u8.ToArray())));
        Assert.Equal((StatusCode.InvalidArgument, "CNT-031"), await RefusedAsync(() => ExportAsync(brand, "xls")));

        var (report, _) = await ImportAsync(new Caller("trainer", Role.Trainer, [new BrandId(brand)]), brand, "csv", "question,answer\n几点开门?,十点。\n"u8.ToArray());

        Assert.Equal(1, report.Added);
        Assert.Equal("in_review", (await world.Knowledge(brand).ListEntriesAsync(new ListKnowledgeRequest { BrandId = brand.ToString() })).Entries[0].State);
    }

    [Fact]
    public async Task Another_brand_reads_and_writes_nothing_and_an_operator_does_not_import()
    {
        var (brand, foreign) = (await world.BrandWithKnowledgeAsync(), Guid.NewGuid());
        var file = "question,answer\n几点开门?,十点。\n"u8.ToArray();

        Assert.DoesNotContain("包间", Encoding.UTF8.GetString(await ExportAsync(foreign, "csv")), StringComparison.Ordinal);
        Assert.Equal((StatusCode.NotFound, "STW-003"), await RefusedAsync(() => ImportAsync(Lead(foreign), brand, "csv", file)));
        Assert.Equal((StatusCode.NotFound, "STW-003"), await RefusedAsync(() => ExportAsync(brand, "csv", caller: Lead(foreign))));
        Assert.Equal((StatusCode.PermissionDenied, "STW-002"), await RefusedAsync(() => ImportAsync(ServiceHost.OperatorOf(brand), brand, "csv", file)));
    }

    private static Caller Lead(Guid brand) => ServiceHost.LeadOf(brand);

    private async Task<(ImportFileReport Report, List<(int, int)> Progress)> ImportAsync(Caller caller, Guid brand, string format, byte[] file, bool dryRun = false)
    {
        using var call = world.Host.Client<KnowledgeFileService.KnowledgeFileServiceClient>(caller).ImportFile();
        await call.RequestStream.WriteAsync(new ImportFileRequest { Header = new ImportFileHeader { BrandId = brand.ToString(), Format = format, DryRun = dryRun } });
        foreach (var piece in file.Chunk(7)) { await WriteAsync(call.RequestStream, piece); }

        await call.RequestStream.CompleteAsync();
        var (report, progress) = (default(ImportFileReport), new List<(int, int)>());
        await foreach (var answer in call.ResponseStream.ReadAllAsync())
        {
            progress.Add((answer.Stored, answer.ToStore));
            report = answer.Report ?? report;
        }

        return (report!, progress);
    }

    // A call that was refused takes no more pieces; its answer says why.
    private static async Task WriteAsync(IClientStreamWriter<ImportFileRequest> requests, byte[] piece)
    {
        try
        {
            await requests.WriteAsync(new ImportFileRequest { Data = ByteString.CopyFrom(piece) });
        }
        catch (Exception exception) when (exception is RpcException or InvalidOperationException)
        {
        }
    }

    private async Task<byte[]> ExportAsync(Guid brand, string format, string search = "", string state = "", Caller? caller = null)
    {
        var request = new ExportFileRequest { BrandId = brand.ToString(), Format = format, Search = search };
        if (state.Length > 0) { request.States.Add(state); }

        using var call = world.Host.Client<KnowledgeFileService.KnowledgeFileServiceClient>(caller ?? Lead(brand)).ExportFile(request);
        var file = new List<byte>();
        await foreach (var piece in call.ResponseStream.ReadAllAsync()) { file.AddRange(piece.Data.Span); }

        return [.. file];
    }

    private static async Task<(StatusCode, string?)> RefusedAsync(Func<Task> call)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(call);
        return (refused.StatusCode, refused.Trailers.GetValue("problem-code"));
    }
}
