using Grpc.Core;
using Steward.Contracts.Channels.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Console.Shared;

/// <summary>Gives the browser the files of messages. They were sent by strangers: none is ever run as a page or script of the Console, whatever it claims to be.</summary>
internal static class ShowMedia
{
    public static void MapMedia(this WebApplication app) => app.MapGet("/media/{brandId:guid}/{messageId:guid}/{part:int}", ReadAsync);

    private static async Task ReadAsync(HttpContext http, string brandId, string messageId, int part, MessageService.MessageServiceClient messages, CancellationToken ct)
    {
        using var call = messages.ReadMedia(new ReadMediaRequest { BrandId = brandId, MessageId = messageId, Part = part }, cancellationToken: ct);
        try
        {
            await foreach (var piece in call.ResponseStream.ReadAllAsync(ct))
            {
                if (!http.Response.HasStarted) { Begin(http.Response, piece.ContentType); }

                await http.Response.Body.WriteAsync(piece.Content.Memory, ct);
            }
        }
        catch (RpcException exception) when (!ct.IsCancellationRequested)
        {
            // A browser that has half of a file must not take it for the whole.
            if (http.Response.HasStarted) { http.Abort(); }
            else { http.Response.StatusCode = exception.ToProblem().Kind is ProblemKind.NotFound or ProblemKind.Conflict ? StatusCodes.Status404NotFound : StatusCodes.Status502BadGateway; }
        }
    }

    private static void Begin(HttpResponse response, string contentType)
    {
        response.ContentType = contentType;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.Headers.CacheControl = "private, max-age=3600";
        if (!MediaAddress.IsShown(contentType)) { response.Headers.ContentDisposition = "attachment"; }
    }
}
