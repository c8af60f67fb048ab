using System.Xml.Linq;
using Steward.Channels;
using Steward.Content;
using Steward.Conversions;
using Steward.Members;
using Steward.Moderation;
using Steward.ServiceDefaults;
using Steward.Staffing;
using Steward.Testing;

namespace Steward.Architecture.Tests.Projects;

public sealed class ProjectReferenceTests
{
    private static readonly string Source = Path.Combine(Checkout.Root, "src");

    /// <summary>What each kind of project may build on. Whoever is not named here is a program of its own, on which nobody builds.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Kernel"] = [],
        ["Contracts"] = [],
        ["NativeServers"] = [],
        ["ServiceDefaults"] = ["Kernel", "Contracts"],
        ["WeCom.Simulator"] = [],
        // Screening and matching on files run the services' own pure code in the caller's process (decision 012).
        ["Cli"] = ["ServiceDefaults", "Contracts", "Kernel", "Content", "Moderation", "Staffing"],
    };

    private static readonly string[] OfPrograms = ["ServiceDefaults", "Contracts", "Kernel"];

    public static TheoryData<string> Programs => [.. ProjectFiles().Select(Name).Where(name => !Allowed.ContainsKey(name))];

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_service_builds_on_the_shared_projects_and_on_no_other_service(string project) => Assert.Subset(OfPrograms.ToHashSet(), References(project));

    [Fact]
    public void The_shared_projects_build_on_no_service() => Assert.All(Allowed, pair => Assert.Subset(pair.Value.ToHashSet(), References(pair.Key)));

    [Fact]
    public void The_kernel_takes_no_package() => Assert.Empty(XDocument.Load(FileOf("Kernel")).Descendants("PackageReference"));

    [Fact]
    public void Only_the_service_defaults_take_the_broker_library()
    {
        var users = ProjectFiles().Where(file => XDocument.Load(file).Descendants("PackageReference").Any(package => package.Attribute("Include")?.Value is { } name
            && (name.StartsWith("MassTransit", StringComparison.Ordinal) || name.StartsWith("RabbitMQ", StringComparison.Ordinal)) && name != "MassTransit.Abstractions"));
        Assert.Equal(["ServiceDefaults"], users.Select(Name));
    }

    // What the compiler wrote down, whatever the project files say.
    [Fact]
    public void No_built_service_uses_another_one_or_the_broker_library()
    {
        Service[] services = [ChannelsService.Definition, ContentService.Definition, ConversionsService.Definition, MembersService.Definition, ModerationService.Definition, StaffingService.Definition];
        var names = services.Select(service => service.Assembly.GetName().Name!).ToList();
        Assert.All(services, service =>
        {
            var used = service.Assembly.GetReferencedAssemblies().Select(name => name.Name!).ToList();
            Assert.Contains("Steward.ServiceDefaults", used);
            Assert.DoesNotContain(used, name => names.Contains(name) || name.StartsWith("MassTransit", StringComparison.Ordinal) || name.StartsWith("RabbitMQ", StringComparison.Ordinal));
        });
    }

    private static IEnumerable<string> ProjectFiles() =>
        Directory.EnumerateDirectories(Source).SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj")).Append(FileOf("ServiceDefaults")).Order(StringComparer.Ordinal);

    private static HashSet<string> References(string project) =>
        [.. XDocument.Load(FileOf(project)).Descendants("ProjectReference").Select(reference => Name(reference.Attribute("Include")!.Value))];

    private static string FileOf(string project) =>
        project == "ServiceDefaults" ? Path.Combine(Checkout.Root, project, $"{project}.csproj") : Path.Combine(Source, project, $"{project}.csproj");

    private static string Name(string file) => Path.GetFileNameWithoutExtension(file.Replace('\\', '/'));
}
