using System.Text;
using Steward.Content.Knowledge;
using Steward.Content.Knowledge.Files;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;

namespace Steward.Content.Tests.Knowledge.Files;

public sealed class FileImportTests
{
    private static readonly BrandId Brand = new(Guid.NewGuid());

    private static readonly Guid Picture = Guid.NewGuid();

    private static readonly KnowledgeEntry[] Awkward =
    [
        Entry("=SUM(A1)?", "'=1+1", "@all 请看", "'带撇号", "a|b\\|c\\", "1\n2"),
        Entry("# 标题怎么写", "## 第二行\n\n- 一\n\\## 三\n```\n# 码\n```\n<!-- state: draft -->", "- 怎么写", "<!-- owner: x -->"),
        Entry("\"引号\",逗号;分号\t制表", "第一行\n  缩进\n\n最后", "，全角"),
        Entry("多\n行?", "好", "也\n是多行") with { State = EntryState.Draft, Owner = "o-->x", Source = "来源\\n\n二", ValidFrom = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero), ValidUntil = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero) },
        Entry("多\n行?", "同样的问题"),
        Entry("有地图吗", "有") with
        {
            Attachments =
            [
                new SendAttachment { Kind = AttachmentKind.Image, PictureId = Picture },
                new SendAttachment { Kind = AttachmentKind.Link, Title = "\"A\\|B\",<!-- --> 地图", Url = "https://example.com/?a=1&b=2", Description = "'- #" },
                new SendAttachment { Kind = AttachmentKind.MiniProgram, Title = "点单", AppId = "wx8bd80126147dfAAA", Page = "/pages/order", PictureId = Picture, Url = "https://example.com" },
            ],
        },
        Entry("退役了吗", "+86 10000") with { State = EntryState.Retired, ValidUntil = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMicroseconds(1) },
    ];

    public static TheoryData<string> Formats => [.. ReadFile.Formats];

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_is_exported_and_imported_again_changes_nothing(string format)
    {
        var import = Import(Write(format, Awkward), format, Awkward);

        Assert.Empty(import.Errors);
        Assert.Empty(import.Duplicates);
        Assert.Empty(import.Changed);
        Assert.Equal(Awkward.Length, import.Unchanged);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void It_makes_the_same_base_where_there_is_none(string format)
    {
        // Two entries with one question are one too many where none of them stands.
        KnowledgeEntry[] source = [.. Awkward.DistinctBy(entry => entry.Question)];
        var import = Import(Write(format, source), format);

        Assert.Empty(import.Errors);
        Assert.Equal((source.Length, 0), (import.Added, import.Unchanged));
        Assert.All(source.Zip(import.Changed), pair => Assert.Empty(pair.First.DifferenceTo(pair.Second)));
    }

    // Whatever people write, in every format: texts of the characters that formats are made of.
    [Theory]
    [MemberData(nameof(Formats))]
    public void Any_text_comes_back_as_it_was(string format)
    {
        var dice = new Random(20261123);
        string[] pieces = ["问", "a", "|", "\\", "\"", "'", "=", "-", "#", " ", "\n", ",", ";", "\t", "<!--", "-->", "```", "## ", "\\n", "：", "- "];
        string Text() => EntryCheck.Plain("茶" + string.Concat(Enumerable.Range(0, dice.Next(1, 12)).Select(_ => pieces[dice.Next(pieces.Length)])));
        string Odd() => EntryCheck.Plain(string.Concat(Enumerable.Range(0, dice.Next(1, 12)).Select(_ => pieces[dice.Next(pieces.Length)])) + "茶");
        KnowledgeEntry[] entries = [.. Enumerable.Range(0, 400).Select(_ => Entry(dice.Next(2) == 0 ? Text() : Odd(), dice.Next(2) == 0 ? Text() : Odd(), Odd(), Text()) with { Owner = Text(), Source = Odd() })];

        var import = Import(Write(format, entries), format, entries);

        Assert.Empty(import.Errors);
        Assert.All(import.Changed, changed => Assert.Fail($"{string.Join(',', changed.DifferenceTo(entries.Single(entry => entry.EntryId == changed.EntryId)))} of '{entries.Single(entry => entry.EntryId == changed.EntryId)}'"));
        Assert.Equal(entries.Length, import.Unchanged);
    }

    [Fact]
    public void Good_lines_are_taken_and_the_others_told_by_their_numbers()
    {
        var text = """
            问题,答案,相似问法,状态,失效时间,备注
            几点开门?,十点。,什么时候开门|几点营业,,2026/12/31,随便
            ,没有问题。,,,,
            "可以
            退货吗?","可以,七天内",,approved,,
            几点开门,另一个答案,,,,
            坏日期?,好,,,明年,
            坏状态?,,,gone,,
            太多,好,,,,,另一格
            "没有结束,好
            """.ReplaceLineEndings("\r\n");

        var import = Import(Encoding.UTF8.GetBytes(text), "csv");

        Assert.Equal(["几点开门?", "可以\n退货吗?"], import.Changed.Select(entry => entry.Question));
        Assert.Equal(["什么时候开门", "几点营业"], import.Changed[0].Paraphrases);
        Assert.Equal(new DateTimeOffset(2026, 12, 31, 0, 0, 0, TimeSpan.Zero), import.Changed[0].ValidUntil);
        Assert.Equal([(6, "question", 2)], import.Duplicates.Select(note => (note.Line, note.Field, note.FirstLine)));
        Assert.Equal([(3, "question"), (7, "valid_until"), (8, "answer"), (8, "state"), (9, "row"), (10, "row")], import.Errors.Select(note => (note.Line, note.Field)));
    }

    [Fact]
    public void A_line_without_id_is_the_entry_that_has_its_question_and_columns_that_are_not_there_stay()
    {
        var standing = Entry("几点开门?", "十点。", "几点营业") with { Owner = "o", Source = "手册", State = EntryState.Retired, ValidUntil = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero), Version = 4 };

        var changed = Assert.Single(Import(Encoding.UTF8.GetBytes("question,answer\n几点开门?,九点。\n"), "csv", standing).Changed);

        Assert.Equal((standing.EntryId, 5), (changed.EntryId, changed.Version));
        Assert.Equal(["paraphrases", "answer"], changed.DifferenceTo(standing));
        // A cell that is there and empty says so.
        var cleared = Assert.Single(Import(Encoding.UTF8.GetBytes("question,answer,paraphrases,owner,valid_until\n几点开门?,十点。,几点营业,,\n"), "csv", standing).Changed);
        Assert.Equal(["owner", "valid_until"], cleared.DifferenceTo(standing));
        Assert.Equal(1, Import(Encoding.UTF8.GetBytes("question,answer,paraphrases\n几点开门?,十点。,几点营业\n"), "csv", standing).Unchanged);
    }

    [Fact]
    public void What_goes_along_is_told_by_its_line_when_it_is_wrong_and_stays_without_its_column()
    {
        var standing = Awkward.Single(entry => entry.Attachments.Count > 0);
        Assert.Equal(["answer"], Assert.Single(Import(Encoding.UTF8.GetBytes("question,answer\n有地图吗,没有\n"), "csv", standing).Changed).DifferenceTo(standing));
        Assert.Empty(Assert.Single(Import(Encoding.UTF8.GetBytes("question,answer,附件\n有地图吗,有,\n"), "csv", standing).Changed).Attachments);

        var import = Import(Encoding.UTF8.GetBytes($$"""
            question,answer,attachments
            一,好,地图.png
            二,好,"[{""kind"":""image"",""picture_id"":""{{Guid.NewGuid()}}""}]"
            三,好,"[{""kind"":""link"",""title"":""图"",""href"":""https://example.com""}]"
            四,好,"[{""kind"":""link"",""title"":""图"",""url"":""example.com""}]"
            五,好,[null]
            六,好,"[{""kind"":""link"",""title"":""图"",""url"":""https://example.com""}]"

            """), "csv");

        Assert.Equal([(2, "attachments"), (3, "attachments[0].picture_id"), (4, "attachments"), (5, "attachments[0].url"), (6, "attachments")], import.Errors.Select(note => (note.Line, note.Field)));
        Assert.Equal("https://example.com", Assert.Single(Assert.Single(import.Changed).Attachments).Url);
    }

    [Fact]
    public void What_the_base_asks_in_other_letters_is_a_duplicate()
    {
        var standing = Entry("几点开门?", "十点。");

        var import = Import(Encoding.UTF8.GetBytes($"entry_id,question,answer\n,请问几点开门,九点。\n{Guid.NewGuid()},几点开门?,八点。\n"), "csv", standing);

        Assert.Empty(import.Changed);
        Assert.Equal([(2, "question", 0), (3, "question", 0)], import.Duplicates.Select(note => (note.Line, note.Field, note.FirstLine)));
    }

    [Fact]
    public void Who_may_not_approve_imports_into_review()
    {
        var read = ReadFile.Read(Encoding.UTF8.GetBytes("question,answer\n几点开门?,九点。\n"), "csv").Value.Entries;

        Assert.Equal(EntryState.InReview, Assert.Single(FileImport.Of(Brand, read, [], new HashSet<Guid>(), leads: false).Changed).State);
    }

    [Fact]
    public void Markdown_needs_no_more_than_headings_and_answers()
    {
        var import = Import(Encoding.UTF8.GetBytes("# 几点开门?\n十点。\n\n周末九点。\n## 怎么退货?\n- 能退吗\n* 想退货\n\n- 七天内\n- 带小票\n### 没有答案\n"), "md");

        Assert.Equal([("几点开门?", "十点。\n\n周末九点。"), ("怎么退货?", "- 七天内\n- 带小票")], import.Changed.Select(entry => (entry.Question, entry.Answer)));
        Assert.Equal(["能退吗", "想退货"], import.Changed[1].Paraphrases);
        Assert.Equal([(11, "answer")], import.Errors.Select(note => (note.Line, note.Field)));
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    public void A_csv_may_be_divided_otherwise(char delimiter) =>
        Assert.Equal("十点,或九点;看天", Assert.Single(Import(Encoding.UTF8.GetBytes($"问题{delimiter}答案\n几点开门?{delimiter}\"十点,或九点;看天\"\n"), "csv").Changed).Answer);

    private static FileImport Import(byte[] file, string format, params KnowledgeEntry[] standing)
    {
        var read = ReadFile.Read(file, format);
        Assert.False(read.Failed, read.Problem?.Message);
        return FileImport.Of(Brand, read.Value.Entries, standing, new HashSet<Guid> { Picture }, leads: true);
    }

    private static byte[] Write(string format, KnowledgeEntry[] entries) => Encoding.UTF8.GetBytes(format == ReadFile.Markdown ? MarkdownFile.Write(entries) : TableFile.Write(entries, format == ReadFile.Tsv ? '\t' : ','));

    private static KnowledgeEntry Entry(string question, string answer, params string[] paraphrases) => new() { EntryId = Guid.NewGuid(), Question = question, Answer = answer, Paraphrases = paraphrases, Version = 1 };
}
