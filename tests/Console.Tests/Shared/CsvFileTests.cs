using System.Text;
using Steward.Console.Shared;

namespace Steward.Console.Tests.Shared;

public sealed class CsvFileTests
{
    [Theory]
    [InlineData("薯条", "薯条")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+86 138", "'+86 138")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("  =HYPERLINK(\"x\")", "\"'  =HYPERLINK(\"\"x\"\")\"")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("", "")]
    public void A_cell_is_quoted_where_needed_and_never_a_formula(string text, string cell) => Assert.Equal(cell, CsvFile.Cell(text));

    [Fact]
    public void Numbers_stay_numbers_in_every_culture()
    {
        Assert.Equal("-3", CsvFile.Cell(-3));
        Assert.Equal("12.50", CsvFile.Cell(12.50m));
        Assert.Equal("", CsvFile.Cell(null));
    }

    [Fact]
    public void A_file_begins_with_the_byte_order_mark_and_ends_each_line_with_crlf()
    {
        var file = CsvFile.Of(["品牌", "n"], [["饱乐星", 1], ["a,b", null]]);
        Assert.Equal([0xEF, 0xBB, 0xBF], file[..3]);
        Assert.Equal("品牌,n\r\n饱乐星,1\r\n\"a,b\",\r\n", Encoding.UTF8.GetString(file[3..]));
    }
}
