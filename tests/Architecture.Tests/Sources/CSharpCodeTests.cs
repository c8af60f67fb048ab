namespace Steward.Architecture.Tests.Sources;

public sealed class CSharpCodeTests
{
    [Theory]
    [InlineData("a(); // b()", "a(); ")]
    [InlineData("a(); /* b()\n c() */ d();", "a(); \n d();")]
    [InlineData("/// <summary>a()</summary>\nb();", "\nb();")]
    [InlineData("f(\"a // b\"); c();", "f(); c();")]
    [InlineData("f(\"a\\\"b\"); c();", "f(); c();")]
    [InlineData("f(\"\"); c();", "f(); c();")]
    [InlineData("f(@\"a\"\"\\\"); c();", "f(); c();")]
    [InlineData("f('\"', '\\'', '/'); c();", "f(, , ); c();")]
    [InlineData("f($\"a{b.Now}c\"); d();", "f({b.Now}); d();")]
    [InlineData("f($\"a{{b}}{c}\"); d();", "f({c}); d();")]
    [InlineData("f($\"{a[\"b\"]:N0} {(c ? \"d\" : e)}\"); g();", "f({a[]:N0}{(c ?  : e)}); g();")]
    [InlineData("f($\"{new { A = 1 }}\"); g();", "f({new { A = 1 }}); g();")]
    [InlineData("f($@\"{a}\\\"); g();", "f({a}); g();")]
    [InlineData("f(\"\"\"a \"b\" // {c}\"\"\"); d();", "f(); d();")]
    [InlineData("f(\"\"\"\na\n\"\"\"); d();", "f(\n\n); d();")]
    [InlineData("f($$\"\"\"{a} {{b.c}}\"\"\"); d();", "f({b.c}); d();")]
    [InlineData("var @class = 1;", "var @class = 1;")]
    [InlineData("a / b", "a / b")]
    public void Comments_and_literals_are_left_out_and_code_stays(string source, string code) => Assert.Equal(code, CSharpCode.Of(source));

    [Fact]
    public void Every_line_of_the_product_keeps_its_number() =>
        Assert.All(SourceFile.All(".cs"), file => Assert.Equal(file.Text.Count(letter => letter == '\n'), file.Code.Count(letter => letter == '\n')));

    // Whatever is misread makes braces disappear or survive.
    [Fact]
    public void The_code_of_every_file_of_the_product_is_balanced() => Assert.All(SourceFile.All(".cs"), file =>
    {
        foreach (var (open, close) in ((char, char)[])[('{', '}'), ('(', ')'), ('[', ']')])
        {
            Assert.True(file.Code.Count(letter => letter == open) == file.Code.Count(letter => letter == close), $"{file.Path}: {open}{close}");
        }
    });
}
