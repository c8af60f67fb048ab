using System.Text.Json;
using System.Text.Json.Nodes;
using Steward.ServiceDefaults.Messaging;

namespace Steward.Contracts.Tests.Events;

public sealed class SampleTests
{
    // Only indented: people compare these files line by line.
    private static readonly JsonSerializerOptions Indented = new(EventTypes.Json) { WriteIndented = true, NewLine = "\n" };

    public static TheoryData<string> Names => [.. EventShape.Events.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_event_is_spelled_as_approved(string name)
    {
        var sample = Samples.Of(name);
        new ApprovedFile(ApprovedFile.Folder, FileOf(sample.GetType())).Check(JsonSerializer.Serialize(sample, sample.GetType(), Indented) + "\n");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_approved_spelling_reads_back_to_an_equal_value(string name)
    {
        var sample = Samples.Of(name);
        Assert.Equivalent(sample, Read(Approved(sample.GetType()).ToJsonString(), sample.GetType()), strict: true);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_member_that_a_newer_service_added_is_passed_over(string name)
    {
        var sample = Samples.Of(name);
        var newer = Approved(sample.GetType());
        newer["addedLater"] = new JsonObject { ["x"] = 1 };
        Assert.Equivalent(sample, Read(newer.ToJsonString(), sample.GetType()), strict: true);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_event_without_its_brand_is_refused_instead_of_read_as_nobodys(string name)
    {
        var type = Samples.Of(name).GetType();
        var broken = Approved(type);
        Assert.True(broken.Remove("brandId"));
        Assert.Contains("brandId", Assert.Throws<JsonException>(() => Read(broken.ToJsonString(), type)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Chinese_is_readable_on_the_wire_and_names_begin_small()
    {
        var wire = JsonSerializer.Serialize(Samples.Of("SendToGroupsV1"), Samples.Of("SendToGroupsV1").GetType(), EventTypes.Json);
        Assert.Contains("\"text\":\"【今日福利】", wire, StringComparison.Ordinal);
        Assert.DoesNotContain("\\u", wire, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_approved_sample_belongs_to_an_event() => Assert.Equal(
        EventShape.Events.Select(FileOf).Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(ApprovedFile.Folder, "*.json").Select(path => Path.GetFileName(path)).Where(name => !name.Contains(".received.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    private static string FileOf(Type type) => $"{EventShape.Exchange(type)}.json";

    private static JsonObject Approved(Type type) => JsonNode.Parse(File.ReadAllText(Path.Combine(ApprovedFile.Folder, FileOf(type))))!.AsObject();

    private static object Read(string json, Type type) => JsonSerializer.Deserialize(json, type, EventTypes.Json)!;
}
