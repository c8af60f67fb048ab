using System.Text;
using Steward.Content.Knowledge.Files;

namespace Steward.Content.Tests.Knowledge.Files;

public sealed class ReadFileTests
{
    private const string Text = "问题,答案\r\n几点开门?,十点。\r\n";

    public static TheoryData<string, byte[]> Encoded => new()
    {
        { "utf-8", Encoding.UTF8.GetBytes(Text) },
        { "utf-8", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Text)] },
        { "utf-16", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Text)] },
        { "utf-16BE", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Text)] },
        { "GB18030", CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(Text) },
    };

    [Theory]
    [MemberData(nameof(Encoded))]
    public void Whatever_a_spreadsheet_saves_is_read(string encoding, byte[] bytes)
    {
        var read = ReadFile.Read(bytes, ReadFile.Csv).Value;

        Assert.Equal(encoding, read.Encoding, ignoreCase: true);
        Assert.Equal("十点。", Assert.Single(read.Entries).Cell(FileColumns.Answer));
    }

    [Theory]
    [InlineData("csv", "", "header")]
    [InlineData("csv", "question\n几点开门?\n", "header")]
    [InlineData("tsv", "question,answer\n几点开门?,十点。\n", "header")]
    [InlineData("md", "几点开门?\n", "header")]
    public void What_is_no_such_file_is_told(string format, string text, string field)
    {
        var problem = ReadFile.Read(Encoding.UTF8.GetBytes(text), format).Problem!;

        Assert.Equal(("CNT-031", field), (problem.Code, problem.Field));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused() => Assert.Equal("encoding", ReadFile.Read([0x71, 0xFF, 0xFF, 0x00, 0x80, 0xFE], ReadFile.Csv).Problem!.Field);

    [Fact]
    public void Too_many_entries_are_refused()
    {
        var text = "question,answer\n" + string.Concat(Enumerable.Range(0, ReadFile.MaxEntries + 1).Select(number => $"{number}?,a\n"));

        Assert.Equal("size", ReadFile.Read(Encoding.UTF8.GetBytes(text), ReadFile.Csv).Problem!.Field);
        Assert.False(ReadFile.Read(Encoding.UTF8.GetBytes(text[..text.LastIndexOf('\n', text.Length - 2)]), ReadFile.Csv).Failed);
    }
}
