using System.Text.RegularExpressions;
using Steward.Testing;

namespace Steward.Contracts.Tests.Protos;

public sealed partial class ProtoTests
{
    private static readonly string Root = Path.Combine(Checkout.Root, "src", "Contracts", "Protos");

    [Fact]
    public void The_protos_are_the_approved_ones() => new ApprovedFile(ApprovedFile.Folder, "protos.txt").Check(ProtoShape.Describe());

    [Fact]
    public void Every_proto_of_the_sources_is_compiled_in() =>
        Assert.Equal(Sources().Order(StringComparer.Ordinal), ProtoShape.Files.Select(file => file.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_proto_is_of_the_syntax_that_the_approved_text_is_about() =>
        Assert.All(Sources(), source => Assert.Equal("syntax = \"proto3\";", File.ReadLines(Path.Combine(Root, source)).First()));

    [Fact]
    public void A_package_is_its_folder_and_its_namespace_says_so_too() => Assert.All(ProtoShape.Files, file =>
    {
        Assert.Equal(Path.GetDirectoryName(file.Name)!.Replace('\\', '/'), file.Package.Replace('.', '/'));
        Assert.Matches("^platform\\.[a-z]+\\.v[0-9]+$", file.Package);
        var parts = file.Package.Split('.');
        Assert.Equal($"Steward.Contracts.{Capital(parts[1])}.{Capital(parts[2])}", file.GetOptions().CsharpNamespace);
    });

    [Fact]
    public void Every_service_and_every_rpc_is_explained_in_the_line_above()
    {
        var bare = from source in Sources()
                   let lines = File.ReadAllLines(Path.Combine(Root, source))
                   from at in Enumerable.Range(0, lines.Length)
                   where Declaration().IsMatch(lines[at]) && (at == 0 || !Comment().IsMatch(lines[at - 1]))
                   select $"{source}:{at + 1}: {lines[at].Trim()}";
        Assert.Empty(bare);
    }

    [Fact]
    public void The_check_of_comments_sees_every_rpc()
    {
        var declared = Sources().Sum(source => File.ReadAllLines(Path.Combine(Root, source)).Count(line => Declaration().IsMatch(line)));
        Assert.Equal(ProtoShape.Files.Sum(file => file.Services.Count + file.Services.Sum(service => service.Methods.Count)), declared);
    }

    // So that a request or a reply can grow without changing what another rpc takes.
    [Fact]
    public void Every_rpc_has_a_request_and_a_response_of_its_own()
    {
        var rpcs = ProtoShape.Files.SelectMany(file => file.Services).SelectMany(service => service.Methods).ToList();
        Assert.All(rpcs, rpc => Assert.Equal((rpc.InputType.Name[..^"Request".Length] + "Response", true), (rpc.OutputType.Name, rpc.InputType.Name.EndsWith("Request", StringComparison.Ordinal))));
        var messages = rpcs.SelectMany(rpc => new[] { rpc.InputType.FullName, rpc.OutputType.FullName }).ToList();
        Assert.Equal(messages.Distinct().Count(), messages.Count);
    }

    [Fact]
    public void The_zero_of_every_enum_says_that_nothing_was_said() => Assert.All(
        ProtoShape.Files.SelectMany(file => file.EnumTypes.Concat(file.MessageTypes.SelectMany(message => message.EnumTypes))),
        kind => Assert.EndsWith("_UNSPECIFIED", kind.FindValueByNumber(0).Name, StringComparison.Ordinal));

    private static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(Root, "*.proto", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'));

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    [GeneratedRegex(@"^\s*(service|rpc)\s+\w+")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^\s*//\s*\S")]
    private static partial Regex Comment();
}
