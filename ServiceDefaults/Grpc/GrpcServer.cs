using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Steward.ServiceDefaults.Grpc;

internal static class GrpcServer
{
    private const int MaxMessageBytes = 16 * 1024 * 1024;

    public static void AddGrpcServer(this WebApplicationBuilder builder) =>
        builder.Services.AddGrpc(options =>
        {
            options.Interceptors.Add<ProblemInterceptor>();
            options.MaxReceiveMessageSize = MaxMessageBytes;
            options.MaxSendMessageSize = MaxMessageBytes;
        });
}
