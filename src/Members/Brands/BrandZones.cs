using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Members.Brands;

/// <summary>The time zones of brands, which decide what "day" means.</summary>
internal static class BrandZones
{
    /// <summary>The zone of a brand that says nothing else, IANA.</summary>
    public const string Default = "Asia/Shanghai";

    /// <summary>The zone of one brand. A brand that nobody registered yet has the default.</summary>
    public static async Task<TimeZoneInfo> OfAsync(BrandTransaction transaction, BrandId brand, CancellationToken ct)
    {
        await using var query = transaction.Command("select time_zone from brands where brand_id = $1");
        query.Parameters.Add(new Npgsql.NpgsqlParameter<Guid> { TypedValue = brand.Value });
        return TimeZoneInfo.FindSystemTimeZoneById((string?)await query.ExecuteScalarAsync(ct) ?? Default);
    }

    /// <summary>What day it is at each brand, in the order of <paramref name="brands"/>.</summary>
    public static async Task<DateOnly[]> TodayAsync(BrandTransaction transaction, IReadOnlyList<BrandId> brands, DateTimeOffset now, CancellationToken ct)
    {
        var zones = (await transaction.QueryAsync<Row>("select brand_id, time_zone from brands", null, ct)).ToDictionary(row => row.BrandId, row => row.TimeZone);
        return [.. brands.Select(brand => DayAt(now, zones.GetValueOrDefault(brand.Value, Default)))];
    }

    private static DateOnly DayAt(DateTimeOffset now, string zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime);

    private sealed record Row
    {
        public Guid BrandId { get; init; }

        public string TimeZone { get; init; } = Default;
    }
}
