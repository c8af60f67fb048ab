namespace Steward.Members.Brands;

internal static class BrandsSetup
{
    public static void AddBrands(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<PutBrandHandler>();
        builder.Services.AddScoped<ListBrandsHandler>();
    }
}
