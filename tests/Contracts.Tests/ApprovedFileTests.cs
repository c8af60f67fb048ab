using Xunit.Sdk;

namespace Steward.Contracts.Tests;

public sealed class ApprovedFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steward-approved-");

    [Fact]
    public void The_approved_text_passes_and_leaves_nothing_behind()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "shape.txt"), "a\nb\n");
        var shape = new ApprovedFile(_folder.FullName, "shape.txt");
        File.WriteAllText(shape.Received, "of an earlier run");
        shape.Check("a\nb\n");
        Assert.False(File.Exists(shape.Received));
    }

    [Fact]
    public void Another_text_fails_with_the_lines_that_differ_and_is_written_beside()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "shape.txt"), "a\nb\nc\n");
        var shape = new ApprovedFile(_folder.FullName, "shape.txt");
        var failure = Assert.ThrowsAny<XunitException>(() => shape.Check("a\nB\nc\nd\n"));
        Assert.EndsWith("-    2  b\n+    2  B\n+    4  d", failure.Message, StringComparison.Ordinal);
        Assert.Equal("a\nB\nc\nd\n", File.ReadAllText(Path.Combine(_folder.FullName, "shape.received.txt")));
        Assert.Equal("a\nb\nc\n", File.ReadAllText(Path.Combine(_folder.FullName, "shape.txt")));
    }

    [Fact]
    public void What_was_never_approved_fails()
    {
        var shape = new ApprovedFile(_folder.FullName, "new.json");
        Assert.ThrowsAny<XunitException>(() => shape.Check("{}\n"));
        Assert.Equal("{}\n", File.ReadAllText(Path.Combine(_folder.FullName, "new.received.json")));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
