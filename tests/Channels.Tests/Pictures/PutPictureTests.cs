using Google.Protobuf;
using Grpc.Core;
using Steward.Contracts.Channels.V1;
using Steward.ServiceDefaults.Auth;
using Steward.Testing;

namespace Steward.Channels.Tests.Pictures;

public sealed class PutPictureTests : IAsyncLifetime
{
    private readonly Guid _brand = Guid.NewGuid();
    private ServiceHost _host = null!;

    public async Task InitializeAsync() => _host = await World.HostAsync();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task A_picture_is_kept_once_and_only_its_brand_sees_it()
    {
        var png = TestPicture.Png();
        var first = await PutAsync(_brand, png);
        var again = await PutAsync(_brand, png);

        Assert.Equal((first.PictureId, "image/png"), (again.PictureId, again.ContentType));
        var read = await Of(_brand).GetPictureAsync(new GetPictureRequest { BrandId = $"{_brand}", PictureId = first.PictureId });
        Assert.Equal(png, read.Content.ToByteArray());
        var stranger = Guid.NewGuid();
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => Of(stranger).GetPictureAsync(new GetPictureRequest { BrandId = $"{stranger}", PictureId = first.PictureId }).ResponseAsync)).StatusCode);
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => Of(stranger).GetPictureAsync(new GetPictureRequest { BrandId = $"{_brand}", PictureId = first.PictureId }).ResponseAsync)).StatusCode);
        Assert.Empty((await Of(stranger).FindPicturesAsync(new FindPicturesRequest { BrandId = $"{stranger}", PictureIds = { first.PictureId } })).PictureIds);
    }

    [Fact]
    public async Task What_is_the_agencys_every_brand_may_send_and_few_may_add()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => PutForAllAsync(ServiceHost.AdminOf(_brand)));
        Assert.Contains("CHN-064", $"{refused.Trailers.GetValue("problem-code")} {refused.Status.Detail}", StringComparison.Ordinal);

        var kept = await PutForAllAsync(ServiceHost.AdminOf(_brand) with { AgencyWide = true });

        Assert.Equal([kept.PictureId], (await Of(_brand).FindPicturesAsync(new FindPicturesRequest { BrandId = $"{_brand}", PictureIds = { kept.PictureId, $"{Guid.NewGuid()}" } })).PictureIds);
        Assert.Equal([kept.PictureId], (await Of(_brand).FindPicturesAsync(new FindPicturesRequest { Agency = true, PictureIds = { kept.PictureId } })).PictureIds);
        var own = await PutAsync(_brand, TestPicture.Png());
        Assert.Empty((await Of(_brand).FindPicturesAsync(new FindPicturesRequest { Agency = true, PictureIds = { own.PictureId } })).PictureIds);
        await Assert.ThrowsAsync<RpcException>(() => Of(_brand).GetPictureAsync(new GetPictureRequest { Agency = true, BrandId = $"{_brand}", PictureId = kept.PictureId }).ResponseAsync);
    }

    [Theory]
    [InlineData("")]
    [InlineData("GIF89a and something behind it")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>")]
    public async Task What_channels_do_not_send_is_refused(string content)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => PutAsync(_brand, System.Text.Encoding.UTF8.GetBytes(content)));
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.Contains("JPEG or PNG", refused.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_that_is_too_large_is_refused()
    {
        byte[] large = [.. TestPicture.Png(), .. new byte[2 * 1024 * 1024]];
        Assert.Contains("2 MB", (await Assert.ThrowsAsync<RpcException>(() => PutAsync(_brand, large))).Status.Detail, StringComparison.Ordinal);
    }

    private PictureService.PictureServiceClient Of(Guid brand) => _host.Client<PictureService.PictureServiceClient>(ServiceHost.OperatorOf(brand));

    private async Task<PutPictureResponse> PutAsync(Guid brand, byte[] content) => await Of(brand).PutPictureAsync(new PutPictureRequest { BrandId = $"{brand}", Content = ByteString.CopyFrom(content) });

    private async Task<PutPictureResponse> PutForAllAsync(Caller caller) =>
        await _host.Client<PictureService.PictureServiceClient>(caller).PutPictureAsync(new PutPictureRequest { Agency = true, Content = ByteString.CopyFrom(TestPicture.Png()) });
}
