using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Steward.Contracts.Events;
using Steward.Testing;

namespace Steward.Contracts.Tests.Events;

public sealed partial class EventTests
{
    private static readonly Type[] Primitives = [typeof(Guid), typeof(string), typeof(bool), typeof(int), typeof(long), typeof(double), typeof(DateTimeOffset), typeof(DateOnly)];

    public static TheoryData<string> Names => [.. EventShape.Events.Select(type => type.Name)];

    [Fact]
    public void The_events_are_the_approved_ones() => new ApprovedFile(ApprovedFile.Folder, "events.txt").Check(EventShape.Describe());

    [Fact]
    public void Whatever_has_a_wire_name_is_an_event_of_a_brand() => Assert.All(
        typeof(IBrandEvent).Assembly.GetTypes().Where(type => type.IsDefined(typeof(MassTransit.MessageUrnAttribute)) || type.IsDefined(typeof(MassTransit.EntityNameAttribute))),
        type => Assert.Contains(type, EventShape.Events));

    [Fact]
    public void No_two_events_have_one_name() => Assert.Distinct(EventShape.Events.Select(EventShape.Urn));

    [Theory]
    [MemberData(nameof(Names))]
    public void An_event_is_named_after_its_owner_what_happened_and_its_version(string name)
    {
        var type = EventShape.Events.Single(type => type.Name == name);
        var urn = Urn().Match(EventShape.Urn(type));
        Assert.True(urn.Success, $"{EventShape.Urn(type)} is not urn:message:<owner>:<what-happened>:v<number>");
        Assert.Equal($"{urn.Groups["owner"]}.{urn.Groups["what"]}.v{urn.Groups["version"]}", EventShape.Exchange(type));
        Assert.Equal(type.Namespace, $"Steward.Contracts.Events.{char.ToUpperInvariant(urn.Groups["owner"].Value[0])}{urn.Groups["owner"].Value[1..]}");
        var what = string.Concat(urn.Groups["what"].Value.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        Assert.Equal(type.Name, $"{what}V{urn.Groups["version"]}");
        Assert.True(File.Exists(Path.Combine(Checkout.Root, "src", "Contracts", "Events", type.Namespace!.Split('.')[^1], $"{type.Name}.cs")), $"{type.Name} has no file of its own");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_event_and_its_parts_are_sealed_records_of_plain_values_that_nobody_can_forget_or_change(string name)
    {
        var type = EventShape.Events.Single(type => type.Name == name);
        foreach (var record in EventShape.Parts(type).Prepend(type))
        {
            Assert.True(record.IsSealed, $"{record.Name} is not sealed");
            Assert.NotNull(record.GetMethod("<Clone>$"));
            foreach (var member in EventShape.Members(record))
            {
                var item = EventShape.Item(member.PropertyType);
                Assert.True(Primitives.Contains(Nullable.GetUnderlyingType(item) ?? item) || item.Assembly == record.Assembly, $"{record.Name}.{member.Name} is {member.PropertyType}");
                Assert.True(IsInitOnly(member), $"{record.Name}.{member.Name} is not init-only");
                // A member added later is nullable instead: events of the day before have no value for it.
                Assert.True(member.IsDefined(typeof(RequiredMemberAttribute)) || IsNullable(member), $"{record.Name}.{member.Name} is neither required nor nullable");
            }
        }
    }

    private static bool IsInitOnly(PropertyInfo member) =>
        member.SetMethod is { } setter && setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static bool IsNullable(PropertyInfo member) => new NullabilityInfoContext().Create(member).ReadState == NullabilityState.Nullable;

    [GeneratedRegex("^urn:message:(?<owner>[a-z]+):(?<what>[a-z]+(-[a-z]+)*):v(?<version>[1-9][0-9]*)$")]
    private static partial Regex Urn();
}
