using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Ops.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;

namespace Steward.ServiceDefaults.Messaging;

/// <summary>The dead letters of this service over gRPC; every service that handles events maps it.</summary>
public sealed class DeadLettersGrpc(DeadLetterQueues letters) : DeadLetterService.DeadLetterServiceBase
{
    private const int MostPeeked = 50;

    public override async Task<ListDeadLettersResponse> ListDeadLetters(ListDeadLettersRequest request, ServerCallContext context)
    {
        context.Require(Role.Admin);
        var response = new ListDeadLettersResponse { Service = letters.Service };
        foreach (var queue in letters.Queues)
        {
            var count = await letters.CountAsync(queue, context.CancellationToken);
            if (count == 0) { continue; }

            var found = new DeadLetterQueue { Queue = queue, Count = count };
            var oldest = await letters.PeekAsync(queue, Math.Clamp(request.Peek, 0, MostPeeked), context.CancellationToken);
            found.Oldest.AddRange(oldest.Select(ToReply));
            response.Queues.Add(found);
        }

        return response;
    }

    public override async Task<ReplayDeadLettersResponse> ReplayDeadLetters(ReplayDeadLettersRequest request, ServerCallContext context) =>
        new() { Replayed = await EachAsync(request.Queue, request.Limit, letters.ReplayAsync, context) };

    public override async Task<DropDeadLettersResponse> DropDeadLetters(DropDeadLettersRequest request, ServerCallContext context) =>
        new() { Dropped = await EachAsync(request.Queue, request.Limit, letters.DropAsync, context) };

    private async Task<long> EachAsync(string queue, int limit, Func<string, int, CancellationToken, Task<long>> act, ServerCallContext context)
    {
        context.Require(Role.Admin);
        if (queue.Length > 0 && !letters.Queues.Contains(queue))
        {
            throw new Problem("STW-007", ProblemKind.NotFound, $"{letters.Service} has no queue {queue}.", "queue").ToRpc();
        }

        long done = 0;
        foreach (var name in queue.Length > 0 ? [queue] : letters.Queues)
        {
            if (limit > 0 && done >= limit) { break; }

            done += await act(name, limit > 0 ? limit - (int)done : 0, context.CancellationToken);
        }

        return done;
    }

    private static Contracts.Ops.V1.DeadLetter ToReply(DeadLetter letter)
    {
        var reply = new Contracts.Ops.V1.DeadLetter { MessageId = letter.MessageId, Error = letter.Error, Body = letter.Body };
        if (DateTimeOffset.TryParse(letter.FailedAt, CultureInfo.InvariantCulture, out var failedAt)) { reply.FailedAt = Timestamp.FromDateTimeOffset(failedAt); }

        return reply;
    }
}
