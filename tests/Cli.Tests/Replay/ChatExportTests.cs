using Steward.Cli.Replay;
using Steward.Testing;

namespace Steward.Cli.Tests.Replay;

public sealed class ChatExportTests
{
    private const string Header = "time\tgroup\tsender\ttext\n";

    [Fact]
    public void A_line_of_a_TSV_is_a_message()
    {
        var line = Assert.Single(Tsv(Header + "2026-03-02T09:30:00+08:00\t午餐拼单群\t阿May\t早餐供应到几点？\n"));
        Assert.Equal(new ExportedMessage(new DateTimeOffset(2026, 3, 2, 9, 30, 0, TimeSpan.FromHours(8)), "午餐拼单群", "阿May", "早餐供应到几点？"), line.Message);
        Assert.Equal((2, null), (line.Number, line.Error));
    }

    [Fact]
    public void A_line_of_a_JSONL_is_a_message()
    {
        var line = Assert.Single(Jsonl("""{"time":"2026-03-02T01:30:00Z","group":"g","sender":"s","text":"a\tb\n\"c\"","likes":3}"""));
        Assert.Equal(new ExportedMessage(new DateTimeOffset(2026, 3, 2, 1, 30, 0, TimeSpan.Zero), "g", "s", "a\tb\n\"c\""), line.Message);
        Assert.Equal(1, line.Number);
    }

    [Theory]
    [InlineData("2026-03-02T09:30:00+08:00", 1772415000_000)]
    [InlineData("2026-03-02T01:30:00Z", 1772415000_000)]
    [InlineData("2026-03-02 01:30:00", 1772415000_000)]
    [InlineData("2026-03-02 01:30", 1772415000_000)]
    [InlineData("2026/3/2 01:30", 1772415000_000)]
    [InlineData("2026-03-02T01:30:00.250Z", 1772415000_250)]
    [InlineData("2026-03-02", 1772409600_000)]
    [InlineData("1772415000", 1772415000_000)]
    [InlineData("1772415000250", 1772415000_250)]
    [InlineData("0", 0)]
    public void A_time_may_be_spelled_so(string time, long unixMilliseconds) =>
        Assert.Equal(unixMilliseconds, Assert.Single(Tsv($"{Header}{time}\tg\ts\thello")).Message!.Time.ToUnixTimeMilliseconds());

    // A day first or a month first, who knows; a bare hour would be today's; the last are beyond the calendar.
    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("3/4/2026")]
    [InlineData("03-04-2026 10:00")]
    [InlineData("10:15")]
    [InlineData("-5")]
    [InlineData("2026-13-01")]
    [InlineData("99999999999999999")]
    [InlineData("99999999999999999999999")]
    public void A_time_that_says_no_moment_is_refused(string time)
    {
        var line = Assert.Single(Tsv($"{Header}{time}\tg\ts\thello"));
        Assert.Null(line.Message);
        Assert.Contains($"time: '{time}' is no time", line.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_malformed_line_keeps_its_neighbours_and_its_number()
    {
        var lines = Tsv(Header + "1\tg\ts\tfirst\nbroken\n2\tg\ts\tsecond\n\n3\tg\t\tnobody\n4\tg\ts\t\n5\tg\ts\tthird\n");
        Assert.Equal(["first", "second", "third"], lines.Where(line => line.Message is not null).Select(line => line.Message!.Text));
        Assert.Equal(
            [(3, "1 columns, needs 4"), (6, "sender: must have 1 to 100 characters"), (7, "text: must have 1 to 20000 characters")],
            lines.Where(line => line.Message is null).Select(line => (line.Number, line.Error)));
    }

    [Theory]
    [InlineData("""{"time":1,"group":"g","sender":"s","text":"x""", "not JSON")]
    [InlineData("[1,2]", "not a JSON object")]
    [InlineData("null", "not a JSON object")]
    [InlineData("""{"time":1,"group":"g","sender":"s"}""", "text: must have")]
    [InlineData("""{"time":1,"group":"g","sender":null,"text":"x"}""", "sender: must have")]
    [InlineData("""{"time":1,"group":"g","sender":"s","text":{"parts":["x"]}}""", "text: must have")]
    [InlineData("""{"time":null,"group":"g","sender":"s","text":"x"}""", "time: '' is no time")]
    [InlineData("""{"time":1,"group":"g","sender":"s","text":"\ud83c"}""", "surrogate")]
    public void A_malformed_line_of_a_JSONL_is_told_and_keeps_its_neighbours(string broken, string reason)
    {
        const string Good = """{"time":1,"group":"g","sender":"s","text":"good"}""";
        var lines = Jsonl($"{Good}\n{broken}\n{Good}");
        Assert.Equal([true, false, true], lines.Select(line => line.Message is not null));
        Assert.Contains(reason, lines[1].Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_name_or_line()
    {
        Assert.NotNull(Assert.Single(Tsv($"\uFEFF{Header}1\tg\ts\thello")).Message);
        Assert.NotNull(Assert.Single(Jsonl("\uFEFF{\"time\":1,\"group\":\"g\",\"sender\":\"s\",\"text\":\"x\"}")).Message);
    }

    [Fact]
    public void Line_ends_of_Windows_are_no_part_of_the_text() =>
        Assert.Equal("hello", Assert.Single(Tsv("time\tgroup\tsender\ttext\r\n1\tg\ts\thello\r\n")).Message!.Text);

    [Fact]
    public void Quotes_of_a_TSV_are_text() => Assert.Equal("\"so\" he said", Assert.Single(Tsv(Header + "1\tg\ts\t\"so\" he said")).Message!.Text);

    [Fact]
    public void A_missing_column_is_named_with_those_there_are_and_with_the_mend()
    {
        var failure = Assert.Throws<UserException>(() => Tsv("date\troom\tsender\ttext\n1\tg\ts\tx"));
        Assert.Contains("no column 'time' (it has: date, room, sender, text)", failure.Message, StringComparison.Ordinal);
        Assert.Contains("--map-columns", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_may_be_named_and_ordered_otherwise()
    {
        var lines = ChatExport.Read(new StringReader("body\textra\tts\troom\tuser\nhello\t?\t60\tg\ts\n"), json: false, new ColumnMap("ts", "room", "user", "body"));
        Assert.Equal(new ExportedMessage(DateTimeOffset.UnixEpoch.AddMinutes(1), "g", "s", "hello"), Assert.Single(lines).Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_empty_file_is_refused(bool json) => Assert.Throws<UserException>(() => ChatExport.Read(new StringReader(""), json, ColumnMap.Default).ToList());

    [Fact]
    public void A_text_longer_than_the_stand_in_takes_is_refused()
    {
        var lines = Tsv($"{Header}1\tg\ts\t{new string('长', 20_000)}\n2\tg\ts\t{new string('长', 20_001)}");
        Assert.Equal([true, false], lines.Select(line => line.Message is not null));
    }

    [Fact]
    public void The_bytes_of_all_lines_are_those_of_the_file()
    {
        const string Text = Header + "1\tg\ts\t长文\nbroken\n2\tg\ts\tx\n";
        Assert.Equal(System.Text.Encoding.UTF8.GetByteCount(Text) - Header.Length, Tsv(Text).Sum(line => line.Bytes));
    }

    [SharedDataFact("c_irc_ubuntu/dev.tsv")]
    public void A_real_chat_log_is_read_to_its_end()
    {
        using var reader = File.OpenText(SharedData.Path("c_irc_ubuntu/dev.tsv"));
        var lines = ChatExport.Read(reader, json: false, new ColumnMap("time", "file", "user", "text")).ToList();
        Assert.Equal(12_500, lines.Count);
        // What the server says (joins, topics) has no speaker.
        var spoken = File.ReadLines(SharedData.Path("c_irc_ubuntu/dev.tsv")).Skip(1).Select(line => line.Split('\t')).Count(cells => cells[3].Length > 0 && cells[5].Length > 0);
        Assert.Equal(spoken, lines.Count(line => line.Message is not null));
        Assert.All(lines.Where(line => line.Message is null), line => Assert.Contains("must have 1 to", line.Error, StringComparison.Ordinal));
    }

    private static List<ExportLine> Tsv(string text) => [.. ChatExport.Read(new StringReader(text), json: false, ColumnMap.Default)];

    private static List<ExportLine> Jsonl(string text) => [.. ChatExport.Read(new StringReader(text), json: true, ColumnMap.Default)];
}
