using Grpc.Core;
using Steward.Contracts.Members.V1;

namespace Steward.Console.Shared;

/// <summary>The brands of the person, read once per circuit; while Members is down every part goes on with ids in place of names.</summary>
internal sealed partial class BrandBook(BrandService.BrandServiceClient client, ILogger<BrandBook> logger)
{
    private static readonly TimeZoneInfo DefaultZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private readonly Dictionary<string, (Brand Brand, TimeZoneInfo Zone)> _known = [];
    private Task? _reading;

    public IReadOnlyList<Brand> All { get; private set; } = [];

    /// <summary>Reads them unless they are known.</summary>
    public Task LoadAsync()
    {
        if (_reading is null or { IsCompleted: true } && _known.Count == 0) { _reading = ReadAsync(); }

        return _reading!;
    }

    public string NameOf(string brandId) => _known.TryGetValue(brandId, out var known) ? known.Brand.Name : ShortId(brandId);

    public string ColourOf(string brandId) => _known.TryGetValue(brandId, out var known) && Colour().IsMatch(known.Brand.Colour) ? known.Brand.Colour : "#667085";

    public TimeZoneInfo ZoneOf(string brandId) => _known.TryGetValue(brandId, out var known) ? known.Zone : DefaultZone;

    /// <summary>Enough of an id to tell two apart.</summary>
    public static string ShortId(string id) => id.Length > 8 ? id[^8..] : id;

    private async Task ReadAsync()
    {
        try
        {
            var answer = await client.ListBrandsAsync(new ListBrandsRequest());
            foreach (var brand in answer.Brands)
            {
                _known[brand.BrandId] = (brand, TimeZoneInfo.TryFindSystemTimeZoneById(brand.TimeZone, out var zone) ? zone : DefaultZone);
            }

            All = [.. answer.Brands];
        }
        catch (RpcException exception)
        {
            // Members is down: the part that needs it says so; the next page tries again.
            Log.NoBrands(logger, exception.Status.Detail);
        }
    }

    [System.Text.RegularExpressions.GeneratedRegex("^#[0-9a-fA-F]{6}$")]
    private static partial System.Text.RegularExpressions.Regex Colour();

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The brands could not be read: {Reason}")]
        public static partial void NoBrands(ILogger logger, string reason);
    }
}
