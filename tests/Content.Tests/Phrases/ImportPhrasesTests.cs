using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Steward.Contracts.Content.V1;
using Steward.ServiceDefaults.Auth;
using Steward.Testing;

namespace Steward.Content.Tests.Phrases;

[Collection(ContentTests.Name)]
public sealed class ImportPhrasesTests(ContentWorld world)
{
    private readonly Guid _brand = Guid.NewGuid();

    [Fact]
    public async Task The_good_lines_are_kept_the_others_told_and_a_dry_run_keeps_nothing()
    {
        await world.DrawRedLineAsync(_brand, "竞品");
        const string File = "快捷码,标题,内容,分类,安抚步骤\n/fahuo,发货,{member}您好，今天发货。,物流,\n/FAHUO,又来,再说一遍,,\n/anfu,安抚,非常抱歉。,售后,1\n/bi,比价,比竞品便宜。,,\n坏,坏,坏,,\n/cuo,错,{name}您好,,\n/bu,步,好,,十\n";

        var dry = await ImportAsync(File, dryRun: true);
        Assert.Equal((7, 2, 0, 0, 1, 4), (dry.Entries, dry.Added, dry.Changed, dry.Unchanged, dry.Duplicates, dry.Errors));
        Assert.Equal([(5, "compliance"), (6, "shortcut"), (7, "text"), (8, "playbook_step")], dry.FirstErrors.Select(note => (note.Line, note.Field)));
        Assert.Equal((3, 2), (dry.FirstDuplicates[0].Line, dry.FirstDuplicates[0].FirstLine));
        Assert.Empty(await ListAsync());

        Assert.Equal(dry, await ImportAsync(File));
        Assert.Equal([("/anfu", "售后", 1, 1), ("/fahuo", "物流", 0, 1)], (await ListAsync()).Select(phrase => (phrase.Shortcut, phrase.Category, phrase.PlaybookStep, phrase.Version)));
    }

    [Fact]
    public async Task A_line_changes_the_phrase_that_has_its_shortcut_and_what_the_file_does_not_say_stays()
    {
        await ImportAsync("shortcut;title;text;category;playbook_step;playbook_hint\n/anfu;安抚;抱歉。;售后;2;先查订单\n/hao;好;好的;;;\n");

        var report = await ImportAsync("shortcut,text\n/anfu,非常抱歉。\n/hao,好的\n");

        Assert.Equal((0, 1, 1), (report.Added, report.Changed, report.Unchanged));
        var changed = (await ListAsync())[0];
        Assert.Equal(("非常抱歉。", "安抚", "售后", 2, "先查订单", 2), (changed.Text, changed.Title, changed.Category, changed.PlaybookStep, changed.PlaybookHint, changed.Version));
    }

    [Fact]
    public async Task What_spreadsheets_save_is_read_and_what_is_no_file_of_phrases_is_refused()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var saved = await ImportAsync(Encoding.GetEncoding("GB18030").GetBytes("快捷码\t内容\n/kuai\t'=尽快\n"));
        Assert.Equal(("GB18030", 1), (saved.Encoding.ToUpperInvariant(), saved.Added));
        Assert.Equal("=尽快", (await ListAsync())[0].Text);

        Assert.Equal((StatusCode.InvalidArgument, "CNT-035", "header"), await RefusedAsync("标题,内容\n甲,乙\n"u8.ToArray()));
        Assert.Equal((StatusCode.InvalidArgument, "CNT-035", "header"), await RefusedAsync([]));
        Assert.Equal((StatusCode.InvalidArgument, "CNT-035", "encoding"), await RefusedAsync([0xFF, 0xFE, 0x00]));
        Assert.Equal((StatusCode.InvalidArgument, "CNT-035", "size"), await RefusedAsync(new byte[2 * 1024 * 1024 + 1]));
    }

    [Fact]
    public async Task No_more_than_the_most_come_in_and_an_operator_or_another_brand_imports_nothing()
    {
        var report = await ImportAsync(string.Concat(Enumerable.Range(0, 502).Select(n => $"/s{n},好\n").Prepend("shortcut,text\n")));
        Assert.Equal((500, 2), (report.Added, report.Errors));
        Assert.Equal([502, 503], report.FirstErrors.Select(note => note.Line));

        Assert.Equal((StatusCode.PermissionDenied, "STW-002", null), await RefusedAsync("shortcut,text\n/a,好\n"u8.ToArray(), ServiceHost.OperatorOf(_brand)));
        Assert.Equal((StatusCode.NotFound, "STW-003", "brand_id"), await RefusedAsync("shortcut,text\n/a,好\n"u8.ToArray(), ServiceHost.LeadOf(Guid.NewGuid())));
        Assert.Equal((StatusCode.PermissionDenied, "CNT-033", "agency"), await RefusedAsync("shortcut,text\n/a,好\n"u8.ToArray(), ServiceHost.LeadOf(_brand), agency: true));
    }

    private PhraseService.PhraseServiceClient Client(Caller caller) => world.Host.Client<PhraseService.PhraseServiceClient>(caller);

    private Task<ImportFileReport> ImportAsync(string file, bool dryRun = false) => ImportAsync(Encoding.UTF8.GetBytes(file), dryRun);

    private async Task<ImportFileReport> ImportAsync(byte[] file, bool dryRun = false) =>
        (await Client(ServiceHost.LeadOf(_brand)).ImportPhrasesAsync(new ImportPhrasesRequest { BrandId = _brand.ToString(), File = ByteString.CopyFrom(file), DryRun = dryRun })).Report;

    private async Task<IReadOnlyList<CannedPhrase>> ListAsync() => (await Client(ServiceHost.OperatorOf(_brand)).ListPhrasesAsync(new ListPhrasesRequest { BrandId = _brand.ToString() })).Phrases;

    private async Task<(StatusCode, string?, string?)> RefusedAsync(byte[] file, Caller? caller = null, bool agency = false)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await Client(caller ?? ServiceHost.LeadOf(_brand)).ImportPhrasesAsync(new ImportPhrasesRequest { BrandId = agency ? "" : _brand.ToString(), Agency = agency, File = ByteString.CopyFrom(file) }));
        return (refused.StatusCode, refused.Trailers.GetValue("problem-code"), refused.Trailers.GetValue("problem-field"));
    }
}
