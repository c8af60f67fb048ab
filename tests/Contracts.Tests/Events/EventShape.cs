using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using MassTransit;
using Steward.Contracts.Events;

namespace Steward.Contracts.Tests.Events;

/// <summary>The events of the suite as text.</summary>
internal static class EventShape
{
    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>Every event, by name.</summary>
    public static IReadOnlyList<Type> Events { get; } =
        [.. typeof(IBrandEvent).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IBrandEvent))).OrderBy(Urn, StringComparer.Ordinal)];

    /// <summary>Its wire name: <c>urn:message:channels:messages-received:v1</c>.</summary>
    public static string Urn(Type type) => type.GetCustomAttribute<MessageUrnAttribute>()?.Urn.ToString() ?? $"(none: {type.Name})";

    /// <summary>Its exchange: <c>channels.messages-received.v1</c>.</summary>
    public static string Exchange(Type type) => type.GetCustomAttribute<EntityNameAttribute>()?.EntityName ?? $"(none: {type.Name})";

    /// <summary>Its members as they travel.</summary>
    public static IReadOnlyList<PropertyInfo> Members(Type record) => [.. record.GetProperties(BindingFlags.Public | BindingFlags.Instance)];

    /// <summary>The contract records that a type contains, at any depth.</summary>
    public static IEnumerable<Type> Parts(Type record) => Members(record)
        .Select(member => Item(member.PropertyType))
        .Where(type => type.Assembly == record.Assembly)
        .SelectMany(type => Parts(type).Prepend(type));

    /// <summary>The type that a list is of; any other type itself.</summary>
    public static Type Item(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : type;

    /// <summary>The text.</summary>
    public static string Describe()
    {
        var text = new StringBuilder();
        foreach (var type in Events)
        {
            var lanes = type.IsAssignableTo(typeof(IPartitionedEvent)) ? ", in lanes" : string.Empty;
            text.Append($"{Urn(type)}\n  {type.FullName}, exchange {Exchange(type)}{lanes}\n");
            Describe(text, type, 1);
        }

        return text.ToString();
    }

    private static void Describe(StringBuilder text, Type record, int depth)
    {
        foreach (var member in Members(record))
        {
            var required = member.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : string.Empty;
            text.Append(' ', depth * 2).Append($"{required}{member.Name}: {Spelled(Nullability.Create(member))}\n");
            if (Item(member.PropertyType) is var part && part.Assembly == record.Assembly) { Describe(text, part, depth + 1); }
        }
    }

    private static string Spelled(NullabilityInfo member)
    {
        var mark = member.ReadState == NullabilityState.Nullable ? "?" : string.Empty;
        var type = Nullable.GetUnderlyingType(member.Type) ?? member.Type;
        return member.GenericTypeArguments is [var item] ? $"list of {Spelled(item)}{mark}" : $"{type.Name}{mark}";
    }
}
