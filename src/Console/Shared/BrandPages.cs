using System.Globalization;

namespace Steward.Console.Shared;

/// <summary>A list that its service answers for one brand at a time, over several brands: a page of every brand that has one left makes a page of the whole.</summary>
internal static class BrandPages
{
    private const int AtOnce = 8;

    /// <summary>One page of the whole; the rows of one brand keep their order and stand behind those of the brand before.</summary>
    /// <param name="brands">The brands, when the token is empty.</param>
    /// <param name="token">What the page before said; empty for the first.</param>
    /// <param name="read">Reads one page of one brand.</param>
    /// <param name="ct">Ends the reading.</param>
    public static async Task<Page<T>> ReadAsync<T>(IReadOnlyList<string> brands, string token, Func<string, string, CancellationToken, Task<Page<T>>> read, CancellationToken ct)
    {
        var lines = token.Split('\n');
        var before = token.Length > 0 ? int.Parse(lines[0], CultureInfo.InvariantCulture) : 0;
        (string Brand, string Token)[] turns = token.Length > 0 ? [.. lines.Skip(1).Select(line => (line[..line.IndexOf(' ')], line[(line.IndexOf(' ') + 1)..]))] : [.. brands.Select(brand => (brand, ""))];
        var pages = new Page<T>[turns.Length];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, turns.Length),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
            async (turn, each) => pages[turn] = await read(turns[turn].Brand, turns[turn].Token, each));

        // Brands that are read to their end answer no more: their part of the total goes along in the token.
        var ended = before + pages.Where(page => page.Next.Length == 0).Sum(page => page.Total);
        var left = turns.Zip(pages).Where(one => one.Second.Next.Length > 0).Select(one => $"{one.First.Brand} {one.Second.Next}").ToArray();
        var next = left.Length == 0 ? "" : string.Join('\n', left.Prepend(ended.ToString(CultureInfo.InvariantCulture)));
        return new Page<T>([.. pages.SelectMany(page => page.Rows)], next, before + pages.Sum(page => page.Total));
    }
}
