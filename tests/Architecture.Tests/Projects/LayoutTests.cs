using System.IO.Enumeration;
using System.Security.Cryptography;
using Steward.Testing;

namespace Steward.Architecture.Tests.Projects;

public sealed class LayoutTests
{
    private static readonly string[] Required =
        ["src", "tests", "AppHost", "ServiceDefaults", "Platform.sln", "README.md", "README.zh-CN.md", "LICENSE", "global.json", "Directory.Build.props", "Directory.Packages.props", ".ci/run", "AppHost/up", "tests/run"];

    private static readonly string[] Allowed =
        ["src", "tests", "AppHost", "ServiceDefaults", "docs", "Platform.sln", "README.md", "README.zh-CN.md", "LICENSE", "global.json", "Directory.*.props", "Directory.*.targets", ".*"];

    // Made by builds and runs; git ignores them.
    private static readonly string[] Made = ["artifacts", "Feed.props", "node_modules", "*.user"];

    [Fact]
    public void Everything_a_reader_looks_for_at_the_top_is_there() => Assert.All(Required, name => Assert.True(Path.Exists(Path.Combine(Checkout.Root, name)), $"{name} is missing"));

    [Fact]
    public void Nothing_else_is_at_the_top() => Assert.DoesNotContain(
        Directory.EnumerateFileSystemEntries(Checkout.Root).Select(path => Path.GetFileName(path)),
        name => !Allowed.Concat(Made).Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false)));

    [Fact]
    public void Every_project_of_the_product_explains_itself() => Assert.Empty(
        from project in Directory.EnumerateFiles(Path.Combine(Checkout.Root, "src"), "*.csproj", SearchOption.AllDirectories)
        where !File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "README.md"))
        select Path.GetRelativePath(Checkout.Root, project));

    [Fact]
    public void Every_project_is_part_of_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Checkout.Root, "Platform.sln")).Replace('\\', '/');
        Assert.Empty(
            from project in Files().Where(path => path.EndsWith(".csproj", StringComparison.Ordinal))
            let name = Path.GetRelativePath(Checkout.Root, project).Replace('\\', '/')
            where !solution.Contains($"\"{name}\"", StringComparison.Ordinal)
            select name);
    }

    // They are measured against, but they are other people's.
    [SharedDataFact("")]
    public void No_file_of_the_shared_data_is_in_the_checkout()
    {
        var shared = Directory.EnumerateFiles(SharedData.Path(""), "*", SearchOption.AllDirectories).Where(path => new FileInfo(path).Length > 0).ToLookup(path => new FileInfo(path).Length);
        Assert.Empty(
            from file in Files()
            from other in shared[new FileInfo(file).Length]
            where Hash(file).SequenceEqual(Hash(other))
            select $"{Path.GetRelativePath(Checkout.Root, file)} is {other}");
    }

    /// <summary>Every file that could be committed.</summary>
    private static IEnumerable<string> Files() => Directory.EnumerateFileSystemEntries(Checkout.Root)
        .Where(path => Path.GetFileName(path) is not (".git" or ".data" or ".vs" or ".idea" or "artifacts" or "node_modules"))
        .SelectMany(path => Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories) : [path])
        .Where(path => !path.Replace('\\', '/').Contains("/obj/", StringComparison.Ordinal) && File.Exists(path));

    private static byte[] Hash(string path)
    {
        using var stream = File.OpenRead(path);
        return SHA256.HashData(stream);
    }
}
