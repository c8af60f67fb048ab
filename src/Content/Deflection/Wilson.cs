namespace Steward.Content.Deflection;

/// <summary>How large a rate may be, judged by some cases of it.</summary>
internal static class Wilson
{
    private const double Z = 1.959963984540054;

    /// <summary>
    /// The upper end of Wilson's interval at 95 % for a proportion (E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927):
    /// (p + z²/2n + z·√(p(1−p)/n + z²/4n²)) ÷ (1 + z²/n). Of few cases it is high: two of two that were right do not prove much. Without any it is 1.
    /// </summary>
    /// <param name="cases">n, how many there were.</param>
    /// <param name="hits">Of them, 0 to n.</param>
    public static double Upper(long cases, long hits)
    {
        if (cases <= 0) { return 1; }

        double n = cases, p = hits / n, z2 = Z * Z;
        return Math.Min(1, (p + (z2 / (2 * n)) + (Z * Math.Sqrt((p * (1 - p) / n) + (z2 / (4 * n * n))))) / (1 + (z2 / n)));
    }
}
