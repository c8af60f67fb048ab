using Grpc.Core;
using Steward.Contracts.Members.V1;
using Steward.Testing;
using static Steward.Members.Tests.MembersBench;

namespace Steward.Members.Tests.Brands;

[Collection(MembersCollection.Name)]
public sealed class PutBrandTests(MembersBench bench)
{
    private readonly Guid _brand = Guid.NewGuid();

    [Fact]
    public async Task A_brand_can_be_put_again_and_each_caller_lists_what_is_in_scope()
    {
        await bench.PutBrandAsync(_brand);
        await bench.PutBrandAsync(_brand, "Asia/Tokyo");
        var foreign = Guid.NewGuid();
        await bench.PutBrandAsync(foreign);

        var mine = Assert.Single((await ListAsync(ServiceHost.OperatorOf(_brand))).Brands);
        Assert.Equal((_brand.ToString(), "Asia/Tokyo"), (mine.BrandId, mine.TimeZone));
        var all = (await ListAsync(ServiceHost.ServiceCaller)).Brands.Select(brand => brand.BrandId).ToArray();
        Assert.Contains(_brand.ToString(), all);
        Assert.Contains(foreign.ToString(), all);
        Assert.Empty((await ListAsync(ServiceHost.OperatorOf())).Brands);
    }

    [Fact]
    public async Task Two_brands_cannot_have_one_code()
    {
        var code = $"c{_brand:N}"[..20];
        await PutAsync(new Brand { BrandId = _brand.ToString(), Code = code, Name = "一" });

        await RefusedAsync(StatusCode.FailedPrecondition, "MEM-006", () => PutAsync(new Brand { BrandId = Guid.NewGuid().ToString(), Code = code, Name = "二" }));
    }

    [Theory]
    [InlineData("Upper", "n", "", "", "MEM-002")]
    [InlineData("ok", "", "", "", "MEM-003")]
    [InlineData("ok", "n", "Nowhere/City", "", "MEM-004")]
    [InlineData("ok", "n", "", "red", "MEM-005")]
    public async Task Bad_input_is_named(string code, string name, string zone, string colour, string problem) =>
        await RefusedAsync(
            StatusCode.InvalidArgument,
            problem,
            () => PutAsync(new Brand { BrandId = _brand.ToString(), Code = code, Name = name, TimeZone = zone, Colour = colour }));

    [Fact]
    public async Task Operators_may_not_put_brands() =>
        await RefusedAsync(
            StatusCode.PermissionDenied,
            "STW-002",
            async () => await bench.Host.Client<BrandService.BrandServiceClient>(ServiceHost.OperatorOf(_brand)).PutBrandAsync(new PutBrandRequest { Brand = new Brand { BrandId = _brand.ToString() } }));

    private async Task PutAsync(Brand brand) => await bench.Brands().PutBrandAsync(new PutBrandRequest { Brand = brand });

    private async Task<ListBrandsResponse> ListAsync(ServiceDefaults.Auth.Caller caller) => await bench.Host.Client<BrandService.BrandServiceClient>(caller).ListBrandsAsync(new ListBrandsRequest());
}
