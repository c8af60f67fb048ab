using System.CommandLine;
using Steward.Cli.Replay;

namespace Steward.Cli.Tests.Replay;

public sealed class ColumnMapTests
{
    private readonly Option<ColumnMap> _option = new("--map-columns") { CustomParser = ColumnMap.Parse, DefaultValueFactory = _ => ColumnMap.Default };

    [Theory]
    [InlineData("time=ts,group=room,sender=user,text=body", "ts", "room", "user", "body")]
    [InlineData("text=body", "time", "group", "sender", "body")]
    [InlineData("text=body, sender=who", "time", "group", "who", "body")]
    [InlineData("text=a=b", "time", "group", "sender", "a=b")]
    [InlineData("text=发送 内容", "time", "group", "sender", "发送 内容")]
    public void What_is_not_named_keeps_its_name(string argument, string time, string group, string sender, string text) =>
        Assert.Equal(new ColumnMap(time, group, sender, text), Parse("--map-columns", argument).GetValue(_option));

    [Fact]
    public void Without_the_option_the_columns_have_these_names_themselves() =>
        Assert.Equal(new ColumnMap("time", "group", "sender", "text"), Parse().GetValue(_option));

    [Theory]
    [InlineData("when=ts", "'when=ts'")]
    [InlineData("time", "'time'")]
    [InlineData("time=", "'time='")]
    [InlineData("=ts", "'=ts'")]
    [InlineData("time=ts,tezt=body", "'tezt=body'")]
    public void What_is_no_pair_of_a_known_name_and_a_column_is_named_in_the_error(string argument, string named)
    {
        var error = Assert.Single(Parse("--map-columns", argument).Errors);
        Assert.StartsWith(named, error.Message, StringComparison.Ordinal);
        Assert.Contains("time=…, group=…, sender=…, text=…", error.Message, StringComparison.Ordinal);
    }

    private ParseResult Parse(params string[] arguments) => new RootCommand { _option }.Parse(arguments);
}
