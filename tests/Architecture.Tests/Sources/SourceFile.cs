using Steward.Testing;

namespace Steward.Architecture.Tests.Sources;

/// <summary>A file of the product (not of its tests), by its path from the root.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    private static readonly string[] Folders = ["src", "ServiceDefaults", "AppHost"];
    private static readonly string[] Generated = ["/obj/", "/bin/", "/node_modules/"];

    /// <summary>The C# without comments and literals; of other files everything.</summary>
    public string Code { get; } = Path.EndsWith(".cs", StringComparison.Ordinal) ? CSharpCode.Of(Text) : Text;

    /// <summary>Every file of the product with one of these endings.</summary>
    public static IReadOnlyList<SourceFile> All(params string[] endings) =>
    [
        .. from folder in Folders
           from path in Directory.EnumerateFiles(System.IO.Path.Combine(Checkout.Root, folder), "*", SearchOption.AllDirectories)
           let name = System.IO.Path.GetRelativePath(Checkout.Root, path).Replace('\\', '/')
           where endings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal)) && !Generated.Any(part => name.Contains(part, StringComparison.Ordinal))
           orderby name
           select new SourceFile(name, File.ReadAllText(path)),
    ];

    /// <summary>Where a pattern is found, as <c>path:line: the line</c>.</summary>
    public IEnumerable<string> Find(System.Text.RegularExpressions.Regex pattern, string text) =>
        from match in pattern.Matches(text)
        let line = text.AsSpan(0, match.Index).Count('\n')
        select $"{Path}:{line + 1}: {Text.Split('\n')[line].Trim()}";
}
