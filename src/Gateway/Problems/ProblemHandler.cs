using Grpc.Core;
using Microsoft.AspNetCore.Diagnostics;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Gateway.Problems;

/// <summary>Failures of called services and of reading the request, as problem+json. What is left is a defect: logged by the framework, told as 500 without its text.</summary>
internal sealed partial class ProblemHandler(ILogger<ProblemHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        switch (exception)
        {
            case RpcException failure:
                var problem = failure.ToProblem();
                if (problem.Kind is Kernel.ProblemKind.Unavailable) { Log.Unavailable(logger, httpContext.Request.Path, failure.Status.Detail); }

                await (problem.Kind is Kernel.ProblemKind.Unavailable
                    ? (problem with { Message = "Something behind the gateway does not answer; the same request may work in a moment." }).ToHttp()
                    : problem.ToHttp()).ExecuteAsync(httpContext);
                return true;
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                await GatewayProblems.TooLarge(BodyLimits.Largest).ExecuteAsync(httpContext);
                return true;
            case BadHttpRequestException bad:
                await GatewayProblems.BadRequest(bad.StatusCode, bad.Message).ExecuteAsync(httpContext);
                return true;
            default:
                return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Path}: a service does not answer: {Detail}")]
        public static partial void Unavailable(ILogger logger, PathString path, string detail);
    }
}
