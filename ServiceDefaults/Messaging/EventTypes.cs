using System.Collections.Frozen;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using MassTransit;
using Steward.Contracts.Events;

namespace Steward.ServiceDefaults.Messaging;

/// <summary>The events of the suite by their wire names, and how they are spelled in JSON.</summary>
internal static class EventTypes
{
    /// <summary>Chinese stays readable (and three times shorter) on the wire.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private static readonly FrozenDictionary<string, Type> ByUrn = typeof(IBrandEvent).Assembly.GetTypes()
        .Where(type => type.GetCustomAttribute<MessageUrnAttribute>() is not null)
        .ToFrozenDictionary(type => Urn(type));

    private static readonly FrozenDictionary<Type, string> Urns = ByUrn.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>Events that travel in ordered lanes.</summary>
    public static IEnumerable<Type> Partitioned => ByUrn.Values.Where(type => type.IsAssignableTo(typeof(IPartitionedEvent)));

    public static string UrnOf(Type type) => Urns.TryGetValue(type, out var urn) ? urn : throw new InvalidOperationException($"{type.Name} is not an event of Contracts: it has no MessageUrn.");

    public static Type TypeOf(string urn) => ByUrn.TryGetValue(urn, out var type) ? type : throw new InvalidOperationException($"Nobody knows the event {urn}: was a contract removed while its events waited in the outbox?");

    private static string Urn(Type type) => type.GetCustomAttribute<MessageUrnAttribute>()!.Urn.ToString();
}
