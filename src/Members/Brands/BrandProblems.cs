using Steward.Kernel;

namespace Steward.Members.Brands;

internal static class BrandProblems
{
    public static Problem Missing() => Problem.InvalidField("MEM-001", "brand", "brand is missing.");

    public static Problem Code() => Problem.InvalidField("MEM-002", "brand.code", "brand.code must be 1 to 32 characters of a-z, 0-9 and -, beginning with a letter.");

    public static Problem Name() => Problem.InvalidField("MEM-003", "brand.name", "brand.name must be 1 to 60 characters.");

    public static Problem TimeZone(string zone) => Problem.InvalidField("MEM-004", "brand.time_zone", $"brand.time_zone '{zone}' is not an IANA time zone such as {BrandZones.Default}.");

    public static Problem Colour() => Problem.InvalidField("MEM-005", "brand.colour", "brand.colour must be #rrggbb, or empty for the default.");

    public static Problem CodeTaken(string code) => new("MEM-006", ProblemKind.Conflict, $"Another brand has the code '{code}'.", "brand.code");

    public static Problem Unknown(BrandId brand) => new("MEM-007", ProblemKind.NotFound, $"There is no brand {brand}; put it first.", "brand_id");
}
