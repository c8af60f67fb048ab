using System.Globalization;
using Grpc.Core;
using Steward.Contracts.Channels.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Console.Shared;

/// <summary>Gives the browser the pictures that go out beside answers. One never changes, so the browser keeps it.</summary>
internal static class ShowPicture
{
    private const string Agency = "agency";

    /// <summary>Where the browser finds one.</summary>
    /// <param name="brandId">Whose; empty: the agency's.</param>
    /// <param name="pictureId">Which.</param>
    public static string AddressOf(string brandId, string pictureId) => string.Create(CultureInfo.InvariantCulture, $"/pictures/{(brandId.Length > 0 ? brandId : Agency)}/{pictureId}");

    public static void MapPictures(this WebApplication app) => app.MapGet("/pictures/{scope}/{pictureId:guid}", ReadAsync);

    private static async Task ReadAsync(HttpContext http, string scope, string pictureId, PictureService.PictureServiceClient pictures, CancellationToken ct)
    {
        try
        {
            var forAll = scope == Agency;
            var picture = await pictures.GetPictureAsync(new GetPictureRequest { BrandId = forAll ? "" : scope, Agency = forAll, PictureId = pictureId }, cancellationToken: ct);
            http.Response.ContentType = picture.ContentType;
            http.Response.Headers.XContentTypeOptions = "nosniff";
            http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
            http.Response.Headers.CacheControl = "private, max-age=86400, immutable";
            await http.Response.Body.WriteAsync(picture.Content.Memory, ct);
        }
        catch (RpcException exception) when (!ct.IsCancellationRequested && !http.Response.HasStarted)
        {
            http.Response.StatusCode = exception.ToProblem().Kind is ProblemKind.NotFound or ProblemKind.Invalid ? StatusCodes.Status404NotFound : StatusCodes.Status502BadGateway;
        }
    }
}
