using System.Globalization;

namespace Steward.Console.Leads;

/// <summary>An amount as people write it.</summary>
public static class Yuan
{
    private const decimal Most = 100_000_000;

    /// <summary>The amount in fen; empty is nothing. Null: not an amount.</summary>
    public static long? ToFen(string text)
    {
        var written = text.Trim().TrimStart('¥', '￥').Replace(",", "", StringComparison.Ordinal).Replace("，", "", StringComparison.Ordinal);
        if (written.Length == 0) { return 0; }

        return decimal.TryParse(written, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var yuan) && yuan <= Most && decimal.Truncate(yuan * 100) == yuan * 100 ? (long)(yuan * 100) : null;
    }
}
