using Npgsql;
using Steward.Contracts.Members.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Storage;

namespace Steward.Members.Brands;

/// <summary>The brands in a caller's scope, by name.</summary>
internal sealed class ListBrandsHandler(Database database)
{
    public async Task<ListBrandsResponse> Handle(Caller caller, CancellationToken ct)
    {
        // Row-level security needs the brands named: a caller without a limit gets all that the registry knows.
        var scope = caller.Brands ?? await RegisteredAsync(ct);
        await using var transaction = await database.BeginAsync(scope, ct);
        var rows = await transaction.QueryAsync<Row>(
            "select brands.brand_id, code, name, time_zone, colour from brands join brand_registry using (brand_id) order by name, brand_id",
            null,
            ct);
        return new ListBrandsResponse
        {
            Brands = { rows.Select(row => new Brand { BrandId = row.BrandId.ToString(), Code = row.Code, Name = row.Name, TimeZone = row.TimeZone, Colour = row.Colour }) },
        };
    }

    private async Task<IReadOnlyList<BrandId>> RegisteredAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var query = new NpgsqlCommand("select brand_id from brand_registry", connection);
        await using var reader = await query.ExecuteReaderAsync(ct);
        var brands = new List<BrandId>();
        while (await reader.ReadAsync(ct)) { brands.Add(new BrandId(reader.GetGuid(0))); }

        return brands;
    }

    private sealed record Row
    {
        public Guid BrandId { get; init; }

        public string Code { get; init; } = string.Empty;

        public string Name { get; init; } = string.Empty;

        public string TimeZone { get; init; } = string.Empty;

        public string Colour { get; init; } = string.Empty;
    }
}
