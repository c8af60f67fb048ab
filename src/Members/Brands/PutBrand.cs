using System.Text.RegularExpressions;
using Npgsql;
using Steward.Contracts.Members.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Members.Brands;

/// <summary>Creates a brand or changes what it is called.</summary>
internal sealed partial class PutBrandHandler(Database database, TimeProvider clock)
{
    private const string DefaultColour = "#3b6ea8";

    public async Task<Result<PutBrandResponse>> Handle(BrandId id, Brand? input, CancellationToken ct)
    {
        var checkedBrand = Check(id, input);
        if (checkedBrand.Failed) { return checkedBrand.Problem; }

        var brand = checkedBrand.Value;
        await using var transaction = await database.BeginAsync(id, ct);
        try
        {
            await transaction.ExecuteAsync(
                "insert into brand_registry (brand_id, code) values (@id, @code) on conflict (brand_id) do update set code = excluded.code",
                new { id = id.Value, code = brand.Code },
                ct);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return BrandProblems.CodeTaken(brand.Code);
        }

        await transaction.ExecuteAsync(
            """
            insert into brands (brand_id, name, time_zone, colour, created_at) values (@id, @name, @zone, @colour, @now)
            on conflict (brand_id) do update set name = excluded.name, time_zone = excluded.time_zone, colour = excluded.colour
            """,
            new { id = id.Value, name = brand.Name, zone = brand.TimeZone, colour = brand.Colour, now = clock.GetUtcNow() },
            ct);
        await transaction.CommitAsync(ct);
        return new PutBrandResponse { Brand = brand };
    }

    /// <summary>The brand with its defaults filled in, or what is wrong with it.</summary>
    internal static Result<Brand> Check(BrandId id, Brand? input)
    {
        if (input is null) { return BrandProblems.Missing(); }

        var zone = input.TimeZone.Length == 0 ? BrandZones.Default : input.TimeZone;
        var colour = input.Colour.Length == 0 ? DefaultColour : input.Colour;
        var name = input.Name.Trim();
        if (!CodePattern().IsMatch(input.Code)) { return BrandProblems.Code(); }

        if (name.Length is < 1 or > 60 || name.Any(char.IsControl)) { return BrandProblems.Name(); }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) || !found.HasIanaId) { return BrandProblems.TimeZone(zone); }

        if (!ColourPattern().IsMatch(colour)) { return BrandProblems.Colour(); }

        return new Brand { BrandId = id.ToString(), Code = input.Code, Name = name, TimeZone = zone, Colour = colour };
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,31}\z")]
    private static partial Regex CodePattern();

    [GeneratedRegex(@"\A#[0-9a-fA-F]{6}\z")]
    private static partial Regex ColourPattern();
}
