using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Steward.Contracts.Events;

namespace Steward.ServiceDefaults.Messaging;

/// <summary>What a service reacts to; filled by the service's set-up, turned into queues by <see cref="MessagingSetup"/>.</summary>
public sealed class Reactions
{
    private readonly List<Reaction> _reactions = [];

    internal IReadOnlyList<Reaction> All => _reactions;

    /// <summary>Handles an event exactly once over all replicas, in lanes when the event has them.</summary>
    public Reactions Handle<TEvent, THandler>()
        where TEvent : class, IBrandEvent
        where THandler : class, IHandle<TEvent>
    {
        _reactions.Add(new Reaction(
            typeof(TEvent),
            KebabCaseEndpointNameFormatter.Instance.SanitizeName(typeof(THandler).Name),
            services => services.AddScoped<THandler>(),
            bus => bus.AddConsumer<InboxConsumer<TEvent, THandler>>(),
            (endpoint, context) => endpoint.ConfigureConsumer<InboxConsumer<TEvent, THandler>>(context),
            (endpoint, lane) => Bind<TEvent>(endpoint, lane),
            false));
        return this;
    }

    /// <summary>Hears an event in every replica, forgetting it at once.</summary>
    public Reactions Listen<TEvent, TListener>()
        where TEvent : class, IBrandEvent
        where TListener : class, IListen<TEvent>
    {
        _reactions.Add(new Reaction(
            typeof(TEvent),
            KebabCaseEndpointNameFormatter.Instance.SanitizeName(typeof(TListener).Name),
            services => services.AddSingleton<TListener>(),
            bus => bus.AddConsumer<ListeningConsumer<TEvent, TListener>>(),
            (endpoint, context) => endpoint.ConfigureConsumer<ListeningConsumer<TEvent, TListener>>(context),
            (endpoint, lane) => Bind<TEvent>(endpoint, lane),
            true));
        return this;
    }

    private static void Bind<TEvent>(IRabbitMqReceiveEndpointConfigurator endpoint, int? lane) where TEvent : class
    {
        if (lane is { } number)
        {
            endpoint.Bind<TEvent>(binding => { binding.ExchangeType = RabbitMQ.Client.ExchangeType.Direct; binding.RoutingKey = Lanes.Key(number); });
        }
        else
        {
            endpoint.Bind<TEvent>();
        }
    }
}

/// <summary>One event-to-handler pair.</summary>
internal sealed record Reaction(
    Type Event,
    string Name,
    Action<IServiceCollection> AddHandler,
    Action<IBusRegistrationConfigurator> AddConsumer,
    Action<IRabbitMqReceiveEndpointConfigurator, IBusRegistrationContext> ConfigureConsumer,
    Action<IRabbitMqReceiveEndpointConfigurator, int?> Bind,
    bool Transient)
{
    public bool Partitioned => Event.IsAssignableTo(typeof(IPartitionedEvent));
}

/// <summary>The ordered lanes of partitioned events.</summary>
internal static class Lanes
{
    public static string Key(int lane) => $"p{lane}";
}
