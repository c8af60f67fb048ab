using System.Text.RegularExpressions;

namespace Steward.Architecture.Tests.Sources;

public sealed partial class BannedCodeTests
{
    private static readonly IReadOnlyList<SourceFile> Files = SourceFile.All(".cs");

    [Fact]
    public void There_is_no_clock_but_the_TimeProvider() => Nowhere(Clock(), SourceFile.All(".cs", ".razor"));

    [Fact]
    public void Nobody_blocks_a_thread_on_a_task() => Nowhere(
        Blocking(),
        Files,
        ("src/StandIns/Pipelines.Sockets.Unofficial/MeasuredPipes.cs", "reads the result of a ValueTask after IsCompletedSuccessfully"),
        ("src/StandIns/Aspire.Hosting/Building/DistributedApplication.cs", "Aspire's Run() and Dispose() are synchronous"),
        ("src/Channels/Accounts/KeyTable.cs", "ASP.NET Core's IXmlRepository is synchronous"),
        ("src/NativeServers/ChildProcess.cs", "a thread of its own must live as long as its child, because the kernel ends the child with the thread"));

    [Fact]
    public void Nobody_sleeps() => Nowhere(Sleep(), Files);

    [Fact]
    public void No_failure_is_lost_in_an_async_void() => Nowhere(AsyncVoid(), SourceFile.All(".cs", ".razor"));

    [Fact]
    public void Nothing_is_left_to_be_done() =>
        Assert.Empty(SourceFile.All(".cs", ".razor", ".sql", ".proto", ".csproj", ".css", ".js", ".sh", ".md", "/up").SelectMany(file => file.Find(Leftover(), file.Text)));

    [Fact]
    public void Only_the_service_defaults_know_the_message_broker_library() => Nowhere(
        MassTransit(),
        [.. SourceFile.All(".cs", ".razor").Where(file => !file.Path.StartsWith("ServiceDefaults/", StringComparison.Ordinal) && !file.Path.StartsWith("src/Contracts/Events/", StringComparison.Ordinal))]);

    [Fact]
    public void Contracts_take_nothing_of_the_broker_library_but_the_attributes_of_names() =>
        Assert.All(Files.Where(file => file.Path.StartsWith("src/Contracts/", StringComparison.Ordinal) && MassTransit().IsMatch(file.Code)), file =>
        {
            Assert.Equal(["using MassTransit;"], MassTransitLine().Matches(file.Code).Select(match => match.Value.Trim()));
            Assert.Contains("[MessageUrn(", file.Code, StringComparison.Ordinal);
            Assert.Contains("[EntityName(", file.Code, StringComparison.Ordinal);
        });

    // The aim is 200. Above it today: the Console's inbox page (263), AcceptMessages (221), LoadDemo (213), PlayDay (208), two more by a line or two.
    [Fact]
    public void A_file_fits_in_one_head()
    {
        const int Longest = 270;
        Assert.Empty(
            from file in SourceFile.All(".cs", ".razor")
            let lines = file.Text.AsSpan().Count('\n')
            where lines > Longest
            select $"{file.Path}: {lines} lines");
    }

    /// <summary>An exception must still be one, so that the list cannot outlive its reasons.</summary>
    private static void Nowhere(Regex pattern, IReadOnlyList<SourceFile> files, params (string Path, string Reason)[] exceptions)
    {
        Assert.NotEmpty(files);
        Assert.Empty(files.Where(file => exceptions.All(exception => exception.Path != file.Path)).SelectMany(file => file.Find(pattern, file.Code)));
        Assert.All(exceptions, exception => Assert.Contains(files, file => file.Path == exception.Path && pattern.IsMatch(file.Code)));
    }

    [GeneratedRegex(@"\bDateTime(Offset)?\s*\.\s*(Now|UtcNow|Today)\b|\bEnvironment\s*\.\s*TickCount")]
    private static partial Regex Clock();

    [GeneratedRegex(@"\.\s*Result\b(?!\s*[<(])|\.\s*Wait\s*\(\s*\)|\.\s*GetAwaiter\s*\(\s*\)\s*\.\s*GetResult\s*\(|\bTask\s*\.\s*WaitA(ll|ny)\b")]
    private static partial Regex Blocking();

    [GeneratedRegex(@"\bThread\s*\.\s*(Sleep|SpinWait)\b")]
    private static partial Regex Sleep();

    [GeneratedRegex(@"\basync\s+void\b")]
    private static partial Regex AsyncVoid();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex Leftover();

    [GeneratedRegex(@"\bMassTransit\b")]
    private static partial Regex MassTransit();

    [GeneratedRegex(@".*\bMassTransit\b.*")]
    private static partial Regex MassTransitLine();
}
