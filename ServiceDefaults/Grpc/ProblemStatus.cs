using Grpc.Core;
using Steward.Kernel;

namespace Steward.ServiceDefaults.Grpc;

/// <summary>The one place where problems become gRPC status and back (after AIP-193). The code travels in trailers, since rich status is not on every feed.</summary>
public static class ProblemStatus
{
    private const string CodeTrailer = "problem-code";
    private const string FieldTrailer = "problem-field";

    /// <summary>The value, or an <see cref="RpcException"/> that carries the problem.</summary>
    public static T OrThrowRpc<T>(this Result<T> result) => result.Failed ? throw result.Problem.ToRpc() : result.Value;

    /// <summary>The problem as an exception for the gRPC boundary.</summary>
    public static RpcException ToRpc(this Problem problem)
    {
        var trailers = new Metadata { { CodeTrailer, problem.Code } };
        if (problem.Field is { } field) { trailers.Add(FieldTrailer, field); }

        return new RpcException(new Status(StatusOf(problem.Kind), problem.Message), trailers);
    }

    /// <summary>What a called service says went wrong. Errors that are nobody's fault but its own come back as <see cref="ProblemKind.Unavailable"/>.</summary>
    public static Problem ToProblem(this RpcException exception)
    {
        var code = exception.Trailers.GetValue(CodeTrailer) ?? $"RPC-{exception.StatusCode}";
        var kind = exception.StatusCode switch
        {
            StatusCode.InvalidArgument or StatusCode.OutOfRange => ProblemKind.Invalid,
            StatusCode.NotFound => ProblemKind.NotFound,
            StatusCode.FailedPrecondition or StatusCode.Aborted or StatusCode.AlreadyExists => ProblemKind.Conflict,
            StatusCode.Unauthenticated => ProblemKind.Unauthenticated,
            StatusCode.PermissionDenied => ProblemKind.Forbidden,
            StatusCode.ResourceExhausted => ProblemKind.Exhausted,
            _ => ProblemKind.Unavailable,
        };
        return new Problem(code, kind, exception.Status.Detail, exception.Trailers.GetValue(FieldTrailer));
    }

    private static StatusCode StatusOf(ProblemKind kind) => kind switch
    {
        ProblemKind.Invalid => StatusCode.InvalidArgument,
        ProblemKind.NotFound => StatusCode.NotFound,
        ProblemKind.Conflict => StatusCode.FailedPrecondition,
        ProblemKind.Unauthenticated => StatusCode.Unauthenticated,
        ProblemKind.Forbidden => StatusCode.PermissionDenied,
        ProblemKind.Exhausted => StatusCode.ResourceExhausted,
        _ => StatusCode.Unavailable,
    };
}
