using Google.Protobuf;
using Grpc.Core;
using Steward.Contracts.Channels.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Channels.Pictures;

/// <summary>Pictures that may go out, over gRPC.</summary>
internal sealed class PicturesGrpc(PutPicture put, FindPictures find) : PictureService.PictureServiceBase
{
    public override async Task<PutPictureResponse> PutPicture(PutPictureRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        var brand = Scope(request.Agency, request.BrandId, context);
        if (brand is null && !caller.MayChangeForAll) { throw PictureProblems.AgencyForbidden.ToRpc(); }

        var picture = (await put.HandleAsync(brand, request.Content.ToByteArray(), caller.Actor, context.CancellationToken)).OrThrowRpc();
        return new PutPictureResponse { PictureId = picture.PictureId.ToString(), ContentType = picture.ContentType };
    }

    public override async Task<GetPictureResponse> GetPicture(GetPictureRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var id = CallScope.Id(request.PictureId, "picture_id");
        var picture = await find.OneAsync(Scope(request.Agency, request.BrandId, context), id, context.CancellationToken) ?? throw PictureProblems.Unknown(id).ToRpc();
        return new GetPictureResponse { Content = UnsafeByteOperations.UnsafeWrap(picture.Content), ContentType = picture.ContentType };
    }

    public override async Task<FindPicturesResponse> FindPictures(FindPicturesRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var brand = Scope(request.Agency, request.BrandId, context);
        var known = await find.KnownAsync(brand, [.. request.PictureIds.Select(id => CallScope.Id(id, "picture_ids"))], context.CancellationToken);
        return new FindPicturesResponse { PictureIds = { known.Select(id => id.ToString()) } };
    }

    /// <summary>Whose pictures a request is about; null: the agency's.</summary>
    private static BrandId? Scope(bool agency, string brandId, ServerCallContext context) =>
        !agency ? context.Brand(brandId) : brandId.Length == 0 ? null : throw PictureProblems.WrongScope.ToRpc();
}
