using System.Reflection;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using Steward.Contracts.Events;
using Steward.ServiceDefaults.Storage;

namespace Steward.ServiceDefaults.Messaging;

/// <summary>MassTransit on RabbitMQ, set up once for every service: durable quorum queues, lanes, retries, dead letters, outbox and inbox.</summary>
public static class MessagingSetup
{
    /// <summary>After so many returns (crashes in mid-work) the broker itself dead-letters a message; 3.10 has no limit by default.</summary>
    private const int DeliveryLimit = 20;

    /// <summary>No redelivery can be older: the last one is minutes after the first, and dead letters are replayed by people within days.</summary>
    private const int InboxDays = 7;

    /// <summary>Goes also when its process died before it took anything from it.</summary>
    private static readonly TimeSpan TransientQueueExpiration = TimeSpan.FromMinutes(2);

    private static readonly string Instance = Guid.CreateVersion7().ToString("N")[^8..];

    /// <summary>Adds the bus; for services with a database also the outbox relay and the inbox's upkeep.</summary>
    public static void AddMessaging(this WebApplicationBuilder builder, string service, Action<Reactions> configure)
    {
        var reactions = new Reactions();
        configure(reactions);
        foreach (var reaction in reactions.All) { reaction.AddHandler(builder.Services); }

        builder.Services.AddOptions<MessagingOptions>().BindConfiguration("Messaging").ValidateDataAnnotations().ValidateOnStart();
        var options = builder.Configuration.GetSection("Messaging").Get<MessagingOptions>() ?? new MessagingOptions();
        var queues = reactions.All.Where(reaction => !reaction.Transient)
            .SelectMany(reaction => reaction.Partitioned ? Enumerable.Range(0, options.Partitions).Select(lane => QueueName(service, reaction, lane)) : [QueueName(service, reaction, null)])
            .ToArray();
        builder.Services.AddSingleton(provider => new DeadLetterQueues(service, queues, Settings.Required(provider.GetRequiredService<IConfiguration>(), "ConnectionStrings:rabbitmq"), options, provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddHostedService<DeadLetterDeclaration>();
        string[] consumed = [.. queues, .. reactions.All.Where(reaction => reaction.Transient).Select(reaction => TransientQueueName(service, reaction))];
        builder.Services.AddSingleton(provider => new ConsumedQueues(service, consumed, Settings.Required(provider.GetRequiredService<IConfiguration>(), "ConnectionStrings:rabbitmq")));
        builder.Services.AddHostedService<ConsumerWatch>();
        builder.Services.AddMassTransit(bus =>
        {
            // It would send the configuration of an agency's servers to its vendor.
            bus.DisableUsageTelemetry();
            foreach (var reaction in reactions.All) { reaction.AddConsumer(bus); }

            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(new Uri(Settings.Required(context.GetRequiredService<IConfiguration>(), "ConnectionStrings:rabbitmq")));
                rabbit.ConfigureJsonSerializerOptions(json => { json.Encoder = EventTypes.Json.Encoder; return json; });
                foreach (var type in EventTypes.Partitioned) { RouteByLane(rabbit, type); }

                foreach (var reaction in reactions.All) { AddEndpoints(rabbit, context, service, reaction, options); }
            });
        });

        if (builder.Services.Any(registered => registered.ServiceType == typeof(Database)))
        {
            builder.Services.AddSingleton<Func<OutboxPublisher>>(provider =>
            {
                var connectionString = Settings.Required(provider.GetRequiredService<IConfiguration>(), "ConnectionStrings:rabbitmq");
                return () => new OutboxPublisher(connectionString, service);
            });
            builder.Services.AddHostedService<OutboxRelay>();
            builder.Services.KeepDayPartitions("inbox", InboxDays);
        }
    }

    private static string QueueName(string service, Reaction reaction, int? lane) => lane is { } number ? $"{service}.{reaction.Name}.{Lanes.Key(number)}" : $"{service}.{reaction.Name}";

    /// <summary>Every replica hears everything, so each has a queue of its own; it goes with the process.</summary>
    private static string TransientQueueName(string service, Reaction reaction) => $"{service}.{reaction.Name}.{Environment.MachineName}-{Environment.ProcessId}-{Instance}";

    private static void AddEndpoints(IRabbitMqBusFactoryConfigurator rabbit, IBusRegistrationContext context, string service, Reaction reaction, MessagingOptions options)
    {
        if (reaction.Transient)
        {
            rabbit.ReceiveEndpoint(TransientQueueName(service, reaction), endpoint =>
            {
                endpoint.ConfigureConsumeTopology = false;

                // Not exclusive: the watch looks at it from another connection, and so does this process's next one when the broker has not yet noticed that the last is dead.
                endpoint.AutoDelete = true;
                endpoint.QueueExpiration = TransientQueueExpiration;
                reaction.Bind(endpoint, null);
                reaction.ConfigureConsumer(endpoint, context);
            });
            return;
        }

        var letters = context.GetRequiredService<DeadLetterQueues>();
        foreach (var lane in reaction.Partitioned ? Enumerable.Range(0, options.Partitions).Select(number => (int?)number) : [null])
        {
            var queue = QueueName(service, reaction, lane);
            rabbit.ReceiveEndpoint(queue, endpoint =>
            {
                endpoint.ConfigureConsumeTopology = false;
                endpoint.SetQuorumQueue();
                endpoint.SetQueueArgument("x-delivery-limit", DeliveryLimit);
                endpoint.SetQueueArgument("x-dead-letter-exchange", string.Empty);
                endpoint.SetQueueArgument("x-dead-letter-routing-key", DeadLetterQueues.NameFor(queue));
                endpoint.SingleActiveConsumer = lane is not null;
                endpoint.PrefetchCount = 16;
                endpoint.ConcurrentMessageLimit = lane is not null ? 1 : 8;
                reaction.Bind(endpoint, lane);
                endpoint.UseMessageRetry(retry => retry.Immediate(2));
                endpoint.ConfigureError(error => error.UseFilter(new RedeliverOrBury(letters, queue)));
                reaction.ConfigureConsumer(endpoint, context);
            });
        }
    }

    private static void RouteByLane(IRabbitMqBusFactoryConfigurator rabbit, Type type) =>
        typeof(MessagingSetup).GetMethod(nameof(RouteByLaneOf), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type).Invoke(null, [rabbit]);

    private static void RouteByLaneOf<TEvent>(IRabbitMqBusFactoryConfigurator rabbit) where TEvent : class, IPartitionedEvent
    {
        rabbit.Publish<TEvent>(topology => topology.ExchangeType = ExchangeType.Direct);
        rabbit.Send<TEvent>(topology => topology.UseRoutingKeyFormatter(context => Lanes.Key(context.Message.Partition)));
    }
}
