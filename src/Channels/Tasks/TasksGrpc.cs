using System.Globalization;
using Grpc.Core;
using Steward.Channels.Commands;
using Steward.Contracts.Channels.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Channels.Tasks;

/// <summary>The tasks of people over gRPC.</summary>
internal sealed class TasksGrpc(ListTasks tasks, ResolveTask resolve) : TaskService.TaskServiceBase
{
    private const int LongestNote = 500;
    private static readonly string[] States = ["", "open", "done", "expired", "declined"];

    public override Task<ListTasksResponse> ListTasks(ListTasksRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var brand = context.Brand(request.BrandId);
        if (!States.Contains(request.State)) { throw TaskProblems.Field("state", $"empty or one of {string.Join(", ", States.Skip(1))}").ToRpc(); }

        if (request.Kind.Length > 0 && request.Kind != OpenTask.Check && ActKind.Of(request.Kind) is null) { throw TaskProblems.Field("kind", "empty, check or a kind of act").ToRpc(); }

        var after = PageToken.Read(request.PageToken, 2);
        if (after is not null && !(long.TryParse(after[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks && Guid.TryParse(after[1], out _)))
        {
            throw TaskProblems.Field("page_token", "one that this method returned").ToRpc();
        }

        return tasks.HandleAsync(brand, request.State, request.Kind, CallScope.PageSize(request.PageSize), after, context.CancellationToken);
    }

    public override async Task<ResolveTaskResponse> ResolveTask(ResolveTaskRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        var (brand, task) = (context.Brand(request.BrandId), new CommandId(CallScope.Id(request.TaskId, "task_id")));
        if (request.Outcome is not ("done" or "impossible")) { throw TaskProblems.Field("outcome", "done or impossible").ToRpc(); }

        if (request.Note.Length > LongestNote) { throw TaskProblems.Field("note", $"at most {LongestNote} characters").ToRpc(); }

        return new ResolveTaskResponse { Task = (await resolve.HandleAsync(brand, task, request.Outcome == "done", caller.Actor, request.Note, context.CancellationToken)).OrThrowRpc() };
    }

    public override Task<CountTasksResponse> CountTasks(CountTasksRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        return tasks.CountAsync(context.Brand(request.BrandId), context.CancellationToken);
    }
}
