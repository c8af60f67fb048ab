using Steward.Console.Shared;

namespace Steward.Console.Tests.Shared;

public sealed class BrandPagesTests
{
    private static readonly Dictionary<string, string[]> Lists = new() { ["a"] = ["a1", "a2", "a3"], ["b"] = ["b1"], ["c"] = [] };

    [Fact]
    public async Task Every_row_of_every_brand_comes_once_and_the_total_stays_the_same_to_the_last_page()
    {
        var (rows, totals, token) = (new List<string>(), new List<int>(), "");
        do
        {
            var page = await BrandPages.ReadAsync(["a", "b", "c"], token, ReadTwoAsync, CancellationToken.None);
            rows.AddRange(page.Rows);
            totals.Add(page.Total);
            token = page.Next;
        }
        while (token.Length > 0);

        Assert.Equal(["a1", "a2", "b1", "a3"], rows);
        Assert.Equal([4, 4], totals);
    }

    [Fact]
    public async Task Without_brands_there_is_nothing_to_read() =>
        Assert.Equal(0, (await BrandPages.ReadAsync<string>([], "", (_, _, _) => throw new InvalidOperationException(), CancellationToken.None)).Total);

    private static Task<Page<string>> ReadTwoAsync(string brand, string token, CancellationToken ct)
    {
        var all = Lists[brand];
        var from = token.Length > 0 ? int.Parse(token.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) : 0;
        return Task.FromResult(new Page<string>(all[from..Math.Min(from + 2, all.Length)], from + 2 < all.Length ? $"at {from + 2}" : "", all.Length));
    }
}
