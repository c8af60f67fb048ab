using MassTransit;

namespace Steward.ServiceDefaults.Messaging;

/// <summary>What happens to a delivery that failed every immediate try: it waits and comes again, or becomes a dead letter with its reason. The original is acknowledged only after its copy is confirmed.</summary>
internal sealed class RedeliverOrBury(DeadLetterQueues letters, string queue) : IFilter<ExceptionReceiveContext>
{
    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        var attempt = context.TransportHeaders.Get<int>(DeadLetterQueues.AttemptHeader) ?? 0;
        var error = context.Exception.GetBaseException();
        await letters.RedeliverOrBuryAsync(queue, context.GetMessageId(), context.ContentType?.ToString() ?? "application/json", context.GetBody(), attempt, $"{error.GetType().Name}: {error.Message}", context.CancellationToken);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("redeliver-or-bury");
}
